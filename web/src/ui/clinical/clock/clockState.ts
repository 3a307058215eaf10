import { formatSpan } from "../../../i18n";

type Moment = string | number | Date;

export interface ClockTimes {
  /** Counts down to this limit and up with "+" past it. */
  due?: Moment | null;
  /** When the limit started to run; without it the last third is the last five minutes. */
  begin?: Moment | null;
  /** Counts up since then: onset, door to ECG. */
  since?: Moment | null;
  /** Stops the digits at this moment. */
  pausedAt?: Moment | null;
}

export interface ClockState {
  text: string;
  tone: "calm" | "last-third" | "overdue";
  /** Milliseconds past the limit, 0 before it. */
  over: number;
}

const ms = (moment: Moment) => new Date(moment).getTime();

/** What a clock says at `at` (server time, ms). */
export function clockState(times: ClockTimes, at: number): ClockState {
  const moment = times.pausedAt ? ms(times.pausedAt) : at;
  if (!times.due) {
    const elapsed = times.since ? Math.max(0, moment - ms(times.since)) : 0;
    return { text: formatSpan(elapsed), tone: "calm", over: 0 };
  }
  const left = ms(times.due) - moment;
  if (left < 0) return { text: `+${formatSpan(left)}`, tone: "overdue", over: -left };
  const third = times.begin ? (ms(times.due) - ms(times.begin)) / 3 : 5 * 60_000;
  // Round up: a limit in 59.9 s reads 1:00, and 0:00 only when it is reached.
  return { text: formatSpan(Math.ceil(left / 1000) * 1000), tone: left <= third ? "last-third" : "calm", over: 0 };
}
