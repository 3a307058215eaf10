import { clockState, type ClockState } from "./clockState";

/** One stretch of a case's way: what was waited for, from when, until when; `until` null goes on. */
export interface TrackStage {
  key: string;
  text: string;
  since: string;
  until: string | null;
  /** Somebody has it; without, the stretch is hollow. */
  held?: boolean;
}

export interface Segment {
  stage: TrackStage;
  /** Percent of the bar. */
  left: number;
  width: number;
  spent: number;
  live: boolean;
}

export interface TrackShape {
  segments: Segment[];
  /** Where the limit lies, in percent; null without one. */
  limit: number | null;
  tone: ClockState["tone"];
}

/** A bar without a limit leaves this part of it for what is still to come. */
const OPEN_END = 0.2;
/** The tick of a limit not reached yet stays inside the bar. */
const MARGIN = 0.02;

/** Minutes as lengths: the bar runs from the first stage to the limit, or to now once that is past. */
export function trackShape(stages: readonly TrackStage[], due: string | null, at: number): TrackShape {
  const [first] = stages;
  if (first === undefined) return { segments: [], limit: null, tone: "calm" };
  const start = Date.parse(first.since);
  const reached = Math.max(at, start + 1);
  const limit = due === null ? null : Date.parse(due);
  const whole = (Math.max(reached, limit ?? 0) - start) * (1 + (limit === null ? OPEN_END : MARGIN));
  const percent = (moment: number) => (Math.min(Math.max(moment - start, 0), whole) / whole) * 100;
  const segments = stages.map((stage): Segment => {
    const since = Date.parse(stage.since);
    const until = stage.until === null ? reached : Date.parse(stage.until);
    return { stage, left: percent(since), width: percent(until) - percent(since), spent: Math.max(0, until - since), live: stage.until === null };
  });
  const tone = clockState({ due, begin: first.since }, at).tone;
  return { segments, limit: limit === null ? null : percent(limit), tone };
}
