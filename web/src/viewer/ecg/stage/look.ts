/** How a recording is looked at, in words that mean the same on a glass of any size. */
import { type Gain, GAINS, type Sheet, type Speed, SPEEDS } from "../trace/layout";
import { type FullLayout, FULL_LAYOUTS } from "./settings";

export interface EcgLook {
  layout: string;
  speed: number;
  gain: number;
  /** Seconds of the recording at the left edge. */
  t: number;
  /** The first of the leads on a glass that has not room for all. */
  lead?: string | undefined;
}

export interface Page {
  page: number;
  group: number;
}

const LEADS_A_GROUP = 3;
/** Half a sample is no page. */
const EPSILON_S = 1e-6;

/** What of it this viewer can do; another program may name what we do not have. */
export function settingsOf({ layout, speed, gain }: EcgLook): { layout?: FullLayout; speed?: Speed; gain?: Gain } {
  const one = <T>(options: readonly T[], wanted: unknown): T | undefined => options.find((option) => option === wanted);
  const [kind, pace, height] = [one(FULL_LAYOUTS, layout), one(SPEEDS, speed), one(GAINS, gain)];
  return { ...(kind && { layout: kind }), ...(pace && { speed: pace }), ...(height && { gain: height }) };
}

export function pageOf({ t, lead }: EcgLook, windowS: number, leads: readonly string[]): Page {
  const first = lead === undefined ? 0 : Math.max(0, leads.indexOf(lead));
  return { page: Math.max(0, Math.floor((t + EPSILON_S) / windowS)), group: Math.floor(first / LEADS_A_GROUP) };
}

export function lookOf(sheet: Sheet, leads: readonly string[], layout: string): EcgLook {
  return { layout, speed: sheet.speed, gain: sheet.gain, t: sheet.page * sheet.windowS, lead: leads[sheet.group * LEADS_A_GROUP] };
}
