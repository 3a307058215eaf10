import type { Msg } from "../link/frames";
import type { CardState } from "../link/said";

export interface Given {
  who: string;
  at: string;
}

/** A message with everything that happened to it later. */
export interface Told {
  message: Msg;
  /** As it reads now; empty for what has no words. */
  text: string;
  /** Earlier wordings, oldest first. */
  before: readonly { text: string; at: string }[];
  withdrawnAt: string | null;
  acks: readonly Given[];
  card: CardState;
  /** Who moved the card last, with what words. */
  cardBy: (Given & { note: string }) | null;
}

export interface Thread {
  /** What has a place of its own in the list, in order. */
  shown: readonly Msg[];
  told: ReadonlyMap<number, Told>;
  /** Whose hand is up, first come first. */
  hands: readonly string[];
  floor: string | null;
}

const ABOUT = new Set<Msg["kind"]>(["edit", "withdraw", "ack", "card_change", "hand", "floor"]);
const text = (value: unknown) => (typeof value === "string" ? value : "");

/** Reads the log as people do: what was said, each with what became of it. */
export function foldThread(messages: readonly Msg[]): Thread {
  const told = new Map<number, Told>();
  const shown: Msg[] = [];
  const hands = new Set<string>();
  let floor: string | null = null;
  for (const message of messages) {
    if (!ABOUT.has(message.kind)) {
      shown.push(message);
      told.set(message.seq, fresh(message));
    } else if (message.kind === "hand" && message.from !== null) {
      if (message.body.up === true) hands.add(message.from);
      else hands.delete(message.from);
    } else if (message.kind === "floor") {
      floor = typeof message.body.person === "string" ? message.body.person : null;
      if (floor !== null) hands.delete(floor);
    } else {
      const target = told.get(message.target ?? 0);
      if (target !== undefined) told.set(target.message.seq, after(target, message));
    }
  }
  return { shown, told, hands: [...hands], floor };
}

function fresh(message: Msg): Told {
  return { message, text: text(message.body.text), before: [], withdrawnAt: null, acks: [], card: "open", cardBy: null };
}

function after(told: Told, event: Msg): Told {
  const by: Given = { who: event.from ?? "", at: event.at };
  if (event.kind === "edit") {
    const since = told.before.length === 0 ? told.message.at : event.at;
    return { ...told, text: text(event.body.text), before: [...told.before, { text: told.text, at: since }] };
  }
  if (event.kind === "withdraw") return { ...told, withdrawnAt: event.at };
  if (event.kind === "ack") return { ...told, acks: [...told.acks, by] };
  return { ...told, card: event.body.state as CardState, cardBy: { ...by, note: text(event.body.note) } };
}
