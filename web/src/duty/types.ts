/** What the server sends of duty; instants are RFC 3339, days YYYY-MM-DD, minutes from local midnight. */
export interface DutyPlace {
  id: string;
  name: string;
  time_zone: string;
  phone: string;
  own: boolean;
  can_plan: boolean;
  rosters: number;
}

export type SkipReason = "leave" | "busy" | "away" | "term" | "no_role";

export interface OnBar {
  id: string;
  until: string | null;
  reason: SkipReason | null;
}

/** One stretch of one line in which nothing changes; without people it is a hole. */
export interface Bar {
  line: number;
  starts_at: string;
  ends_at: string;
  people: OnBar[];
  skipped: OnBar[];
}

export interface Hole {
  day: string;
  hour: number;
  starts_at: string;
  lines: number[];
}

export interface Shift {
  id: string;
  roster_id: string;
  line: number;
  person_id: string;
  /** 0 is Monday. */
  weekday: number;
  starts_min: number;
  length_min: number;
  valid_from: string;
  valid_to: string | null;
}

export interface Override {
  id: string;
  roster_id: string;
  line: number;
  person_id: string;
  instead_of: string | null;
  starts_at: string;
  ends_at: string;
  reason: string;
  swap_id: string | null;
}

export interface Roster {
  id: string;
  specialty: string;
  lines: number;
  head_id: string | null;
  phone: string;
  retired: boolean;
  version: number;
  can_manage: boolean;
  bars: Bar[];
  holes: Hole[];
  shifts: Shift[];
  overrides: Override[];
}

export interface DutyPerson {
  id: string;
  name: string;
  title: string;
  phone: string;
  specialties: string[];
}

export type LeaveKind = "leave" | "sick" | "training" | "other";

export interface Leave {
  id: string;
  person_id: string;
  starts_at: string;
  ends_at: string;
  kind: LeaveKind | null;
  note: string;
}

export interface Swap {
  id: string;
  roster_id: string;
  line: number;
  from_id: string;
  to_id: string;
  starts_at: string;
  ends_at: string;
  back_line: number | null;
  back_starts_at: string | null;
  back_ends_at: string | null;
  state: "proposed" | "agreed" | "declined" | "withdrawn";
  proposed_by: string;
  from_agreed_at: string | null;
  to_agreed_at: string | null;
}

export interface SwapRow {
  swap: Swap;
  specialty: string;
  waits_for_me: boolean;
}

export interface Week {
  org_id: string;
  org_name: string;
  org_phone: string;
  time_zone: string;
  day: string;
  /** Local midnights, one more than days. */
  days: string[];
  own: boolean;
  can_plan: boolean;
  rosters: Roster[];
  people: DutyPerson[];
  leaves: Leave[];
  swaps: SwapRow[];
}

export interface Planned {
  no: number;
  after_s: number;
  target: "line1" | "line2" | "line3" | "head" | "centre" | "list";
  person_id: string | null;
  name: string;
  phone: string;
}

export interface Rehearsal {
  org_id: string;
  specialty: string;
  at: string;
  time_zone: string;
  plan: {
    steps: Planned[];
    passed_over: { target: Planned["target"]; person_id: string; name: string; reason: string }[];
    ends_after_s: number;
    again_after_s: number;
  };
}
