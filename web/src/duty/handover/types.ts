import type { Row } from "../../worklists/board";

export interface HandoverSheet {
  id: string;
  from_id: string;
  from_name: string;
  to_id: string;
  to_name: string;
  note: string;
  made_at: string;
  acknowledged_at: string | null;
  lines: { request_id: string; note: string; row: Row | null }[];
}

export interface Receiver {
  id: string;
  name: string;
  title: string;
  on_duty: boolean;
  soon: boolean;
}

export interface EndingTerm {
  person_id: string;
  name: string;
  ends: string;
  ended: boolean;
  successor_id: string | null;
  open_cases: number;
}

/** `GET /duty/handover`. */
export interface Handover {
  org_id: string;
  org_name: string;
  time_zone: string;
  mine: Row[];
  to_me: HandoverSheet[];
  given: HandoverSheet[];
  receivers: Receiver[];
  ending: EndingTerm[];
}
