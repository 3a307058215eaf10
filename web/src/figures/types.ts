import type { Urgency } from "../ui";

/** What the server sends of figures; months are "2026-03", times are seconds. */
export type Side = "requester" | "provider";
export type Shape = "count" | "share" | "time";

export interface Place {
  id: string;
  name: string;
  kind: "hospital" | "centre" | "authority";
  parent_id: string | null;
}

export interface Places {
  items: Place[];
  /** The side to begin with. */
  side: Side;
}

/** Everything is null where it is held back. */
export interface Tally {
  held_back: boolean;
  numerator: number | null;
  denominator: number | null;
  median_s: number | null;
  p90_s: number | null;
}

export interface LedgerRow {
  key: string;
  group: string;
  shape: Shape;
  no: number | null;
  limits_s: number[];
  tally: Tally;
  months: { month: string; tally: Tally }[];
}

export interface Ledger {
  rows: LedgerRow[];
  demo: boolean;
  fewest: number;
  order_from: "request" | "opinion";
}

export interface Definition {
  key: string;
  name: string;
  group: string;
  numerator: string;
  denominator: string;
}

export interface Definitions {
  figures: Definition[];
  notes: string[];
}

interface Named {
  id: string;
  name: string;
}

export interface Breakdown {
  side: Side;
  items: { org: Named; tally: Tally }[];
}

export interface CaseBehind {
  request_id: string;
  sent_at: string;
  urgency: Urgency;
  specialty: string;
  state: string;
  from_org: Named | null;
  to_org: Named | null;
  met: boolean;
  took_s: number | null;
}

export interface CasesBehind {
  items: CaseBehind[];
  held_back: boolean;
  may_look_up: boolean;
  next: string | null;
}

export interface LookUp {
  id: string;
  at: string;
  number: string;
  figure: string;
  by: string;
  for_org: string;
  reason: string;
}
