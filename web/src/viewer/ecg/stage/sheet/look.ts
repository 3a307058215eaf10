/** How a recording is looked at, in words that mean the same on a glass of any size. */
import { type Gain, GAINS, type Sheet, type Speed, SPEEDS } from "../../trace/layout";
import type { Caliper, Point } from "../../trace/caliper";
import { type FullLayout, FULL_LAYOUTS } from "./settings";

export interface EcgLook {
  layout: string;
  speed: number;
  gain: number;
  /** Seconds of the recording at the left edge. */
  t: number;
  /** The first of the leads on a glass that has not room for all. */
  lead?: string | undefined;
  /** The caliper on it. */
  caliper?: LookCaliper | undefined;
}

interface End {
  lead: string;
  t: number;
  mv: number;
}

/** The ends by lead and second, for a sheet of any layout. */
export interface LookCaliper {
  a: End;
  b: End;
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

export function lookOf(sheet: Sheet, leads: readonly string[], layout: string, caliper: Caliper | null = null): EcgLook {
  const laid = caliper && laidBy(sheet, leads, caliper);
  return {
    ...(laid && { caliper: laid }), layout, speed: sheet.speed, gain: sheet.gain, t: sheet.page * sheet.windowS, lead: leads[sheet.group * LEADS_A_GROUP] };
}

function laidBy(sheet: Sheet, leads: readonly string[], { a, b }: Caliper): LookCaliper | null {
  const end = ({ segment, t, mv }: Point): End | null => {
    const lead = leads[sheet.segments[segment]?.lead ?? -1];
    return lead === undefined ? null : { lead, t: Number(t.toFixed(4)), mv: Number(mv.toFixed(3)) };
  };
  const [from, to] = [end(a), end(b)];
  return from && to && { a: from, b: to };
}

/** The same caliper on this sheet; null where it does not show these leads at that time. */
export function caliperOf({ a, b }: LookCaliper, sheet: Sheet, leads: readonly string[]): Caliper | null {
  const point = ({ lead, t, mv }: End): Point | null => {
    const segment = sheet.segments.findIndex((one) => leads[one.lead] === lead && t >= one.from && t <= one.to);
    return segment < 0 ? null : { segment, t, mv };
  };
  const [from, to] = [point(a), point(b)];
  return from && to && { a: from, b: to };
}
