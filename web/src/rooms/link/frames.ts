/** What travels on `consult.v1`; the server's side of it is docs/protocol.md. */

import type { Anchor, SaidKind, Saying } from "./said";

export interface Msg {
  t: "msg";
  room: string;
  /** Gapless per room, from 1. */
  seq: number;
  /** null: the system. */
  from: string | null;
  cmid: string | null;
  kind: SaidKind | "system";
  body: Readonly<Record<string, unknown>>;
  at: string;
  /** The message this one is about. */
  target?: number;
  anchor?: Anchor;
}

export interface Member {
  id: string;
  part: string;
  /** How far their devices have the log, and how far they have read. */
  got_seq: number;
  read_seq: number;
}

export interface Joined {
  t: "joined";
  id?: string;
  room: string;
  epoch: string;
  head: number;
  members: Member[];
  online: string[];
  /** Who shows their view, and the views that hold now. */
  presenter: string | null;
  state: State[];
}

export interface State {
  t: "state";
  room: string;
  k: string;
  by: string;
  clk: number;
  v: Readonly<Record<string, unknown>>;
}

/** Where somebody points; null when they no longer do. */
export interface Ptr {
  t: "ptr";
  room: string;
  by: string;
  i: string;
  x: number | null;
  y: number | null;
}

export interface Alarm {
  t: "alarm";
  key: string;
  kind: "call" | "opinion_signed" | "ring" | "unanswered" | "urgent" | "mention" | "card" | `mdt_${string}`;
  request_id: string | null;
  case_id: string;
  urgency: "emergency" | "urgent" | "routine";
}

export type RoomFrame =
  | Msg
  | Joined
  | { t: "ack"; cmid: string; room: string; seq: number; at: string; dup: boolean }
  | { t: "nack"; cmid: string; room: string; code: string; retry: boolean; after?: string }
  | { t: "resync"; room: string; head: number; epoch: string; reason: string }
  | { t: "pres"; room: string; join: string[]; leave: string[] }
  | { t: "typing"; room: string; who: string; on: boolean }
  | { t: "got"; room: string; who: string; seq: number }
  | { t: "read"; room: string; who: string; seq: number }
  | { t: "loading"; room: string; who: string; percent: number }
  | { t: "presenter"; room: string; who: string | null }
  | State
  | Ptr
  /** Not let in, or put out; with a `status` for good. */
  | { t: "err"; id?: string; code: string; room: string; status?: number };

export type Incoming =
  | RoomFrame
  | Alarm
  | { t: "welcome"; conn: string; user: string; hb: number; server_time: string }
  | { t: "note"; topic: string; rev: number }
  | { t: "ping" }
  | { t: "bye"; code: number; retry_ms: number };

export type Outgoing =
  | { t: "hello"; v: 1 }
  | { t: "join"; id: string; room: string; after: number; epoch?: string }
  | { t: "leave"; room: string }
  | ({ t: "pub"; room: string; cmid: string } & Saying)
  /** Gives up a refused message, so that those behind it may go on. */
  | { t: "drop"; room: string; cmid: string }
  | { t: "got" | "read"; room: string; seq: number }
  | { t: "typing"; room: string; on: boolean }
  | { t: "loading"; room: string; percent: number }
  | { t: "present"; room: string; on: boolean }
  | { t: "state"; room: string; k: "view"; clk: number; v: object }
  | { t: "ptr"; room: string; i: string; x?: number; y?: number }
  | { t: "pong" };

/** null for anything that is not a frame we know the shape of. */
export function readFrame(data: unknown): Incoming | null {
  if (typeof data !== "string") return null;
  try {
    const frame = JSON.parse(data) as { t?: unknown } | null;
    return frame !== null && typeof frame === "object" && typeof frame.t === "string" ? (frame as Incoming) : null;
  } catch {
    return null;
  }
}
