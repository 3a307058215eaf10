/** `GET /duty/me`. */
export interface MyStretch {
  org_id: string;
  org_name: string;
  time_zone: string;
  roster_id: string;
  specialty: string;
  line: number;
  starts_at: string;
  ends_at: string;
}

export interface Validity {
  paper: "licence" | "term" | "agreement";
  standing: "valid" | "soon" | "ended" | "missing" | "not_yet";
  starts: string | null;
  ends: string | null;
  /** Whose agreement. */
  of: string;
}

export type PresenceKind = "available" | "busy" | "away";

export interface MyDuty {
  on_duty: boolean;
  until: string | null;
  now: MyStretch[];
  next: MyStretch[];
  presence: PresenceKind;
  presence_until: string | null;
  tested_at: string | null;
  tested_on: string;
  swaps_asked: number;
  handovers_asked: number;
  warnings: Validity[];
}
