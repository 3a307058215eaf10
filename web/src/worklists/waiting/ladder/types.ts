export interface Way {
  /** "app", or a channel: voice, sms, wecom, dingtalk, email, push. */
  kind: string;
  state: "waiting" | "sent" | "delivered" | "answered" | "failed" | "stopped";
  at: string | null;
  error: string;
}

export interface LadderStep {
  no: number;
  target: "line1" | "line2" | "line3" | "head" | "centre" | "list";
  person: { id: string; name: string } | null;
  title: string;
  phone: string;
  due_at: string;
  rung_at: string | null;
  passed_on: boolean;
  channels: Way[];
}

/** `GET /requests/{id}/ladder`. */
export interface LadderData {
  state: "none" | "ringing" | "acknowledged" | "unanswered" | "stopped";
  round: number;
  started_at: string | null;
  answer_by: string | null;
  ends_at: string | null;
  acked: { by: { id: string; name: string } | null; at: string; via: string } | null;
  steps: LadderStep[];
  passed_over: { target: LadderStep["target"]; name: string; reason: string }[];
  calls: { name: string; phone: string; outcome: "no_answer" | "reached"; by: string; at: string }[];
  call_now: { person_id: string | null; name: string; phone: string } | null;
  may_pass_on: boolean;
  may_call_again: boolean;
}
