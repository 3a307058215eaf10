import type { Msg } from "../../link/frames";

const PAUSE = 5 * 60_000;

/** Consecutive messages of one person, or one line of the system. */
export interface Run {
  key: number;
  from: string | null;
  at: string;
  messages: Msg[];
  /** The first of its day. */
  newDay: boolean;
}

/** `dayOf` names the day of a moment as the reader's hospital counts it. */
export function runsOf(messages: readonly Msg[], dayOf: (at: string) => string): Run[] {
  const runs: Run[] = [];
  let day = "";
  for (const message of messages) {
    const last = runs.at(-1);
    const today = dayOf(message.at);
    const newDay = today !== day;
    day = today;
    if (last !== undefined && !newDay && continues(last, message)) last.messages.push(message);
    else runs.push({ key: message.seq, from: message.from, at: message.at, messages: [message], newDay });
  }
  return runs;
}

function continues(run: Run, message: Msg): boolean {
  const before = run.messages.at(-1)?.at ?? run.at;
  const near = Date.parse(message.at) - Date.parse(before) < PAUSE;
  return message.kind !== "system" && message.from !== null && message.from === run.from && near;
}
