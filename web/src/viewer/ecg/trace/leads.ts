/** Lead names, their order on paper, and the four limb leads an 8-lead cart does not store. */
import { at } from "./at";
import type { EcgSignal } from "../format/ecg1";
import type { LeadHeader } from "../format/header";

export interface Trace {
  name: string;
  /** Computed from I and II (by us or, if the file says so, by the cart). */
  derived: boolean;
  /** mV; NaN where there is no sample. */
  mv: Float32Array;
  /** Steps of the stored values in µV; 0 for a trace computed here. */
  stepUv: number;
}

export interface Recording {
  signal: EcgSignal;
  traces: Trace[];
}

export const LIMB = ["I", "II", "III", "aVR", "aVL", "aVF"] as const;
const CHEST = ["V1", "V2", "V3", "V4", "V5", "V6"] as const;
const EXTRA = ["V7", "V8", "V9", "V3R", "V4R", "V5R", "V6R", "V7R"] as const;
/** From the right side of the chest to the back: how sets without V1–V6 are read. */
const AROUND_CHEST = [
  "V7R", "V6R", "V5R", "V4R", "V3R", "V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9",
];

const KNOWN = new Map([...LIMB, ...CHEST, ...EXTRA].map((name) => [name.toUpperCase(), name]));

/** ISO/IEEE 11073-10101 codes of the twelve. */
const CODES = new Map<string, string>([
  ["2:1", "I"], ["2:2", "II"], ["2:3", "V1"], ["2:4", "V2"], ["2:5", "V3"], ["2:6", "V4"],
  ["2:7", "V5"], ["2:8", "V6"], ["2:61", "III"], ["2:62", "aVR"], ["2:63", "aVL"], ["2:64", "aVF"],
]);

/**
 * The clinical name of a stored lead. A name we do not know ("-aVR", "II (2)") stays as it is; the
 * code names a lead only where there is no name.
 */
export function leadName(lead: Pick<LeadHeader, "name" | "code">): string {
  const bare = lead.name.replace(/^(?:MDC_ECG_LEAD_|lead\s+)/i, "").trim();
  const unnamed = lead.name === lead.code;
  return KNOWN.get(bare.toUpperCase()) ?? (unnamed ? CODES.get(lead.code) : undefined) ?? lead.name;
}

type Formula = (one: number, two: number) => number;

const DERIVED = new Map<string, Formula>([
  ["III", (one, two) => two - one],
  ["aVR", (one, two) => -(one + two) / 2],
  ["aVL", (one, two) => one - two / 2],
  ["aVF", (one, two) => two - one / 2],
]);

function paperOrder(names: string[]): string[] {
  const whole = CHEST.every((name) => names.includes(name));
  const chest: readonly string[] = whole ? [...CHEST, ...EXTRA] : AROUND_CHEST;
  return [...LIMB, ...chest];
}

function byPaperOrder(traces: Trace[]): Trace[] {
  const order = paperOrder(traces.map((trace) => trace.name));
  const place = (trace: Trace): number => {
    const index = order.indexOf(trace.name);
    return index < 0 ? order.length : index;
  };
  const ordered = [...traces];
  ordered.sort((a, b) => place(a) - place(b));
  return ordered;
}

function missingLimbLeads(stored: Trace[], samples: number): Trace[] {
  const has = (name: string): boolean => stored.some((trace) => trace.name === name);
  if (!has("I") || !has("II")) return [];
  return [...DERIVED.keys()]
    .filter((name) => !has(name))
    .map((name) => ({ name, derived: true, mv: new Float32Array(samples).fill(NaN), stepUv: 0 }));
}

/** Names and orders the leads of a signal; leads to be derived wait for `deriveRange`. */
export function openRecording(signal: EcgSignal): Recording {
  const stored = signal.header.leads.map((lead, index) => ({
    name: leadName(lead),
    derived: lead.derived,
    mv: at(signal.leads, index),
    stepUv: Math.abs(lead.lsbNv) / 1000,
  }));
  const derived = missingLimbLeads(stored, signal.header.samples);
  return { signal, traces: byPaperOrder([...stored, ...derived]) };
}

/** Computes the derived leads for samples `from`…`to`; a gap in I or II is a gap in them. */
export function deriveRange(recording: Recording, from: number, to: number): void {
  const { traces } = recording;
  const one = traces.find((trace) => trace.name === "I")?.mv;
  const two = traces.find((trace) => trace.name === "II")?.mv;
  if (!one || !two) return;
  for (const trace of traces) {
    const formula = trace.stepUv === 0 ? DERIVED.get(trace.name) : undefined;
    if (!formula) continue;
    for (let i = from; i < to; i += 1) trace.mv[i] = formula(one[i] ?? NaN, two[i] ?? NaN);
  }
}

/**
 * mV a trace is moved by so that it sits in its row: the median, when an offset would carry it
 * away. Its position on paper has no meaning, its shape is untouched.
 */
export function restingLevel(mv: Float32Array): number {
  const step = Math.max(1, Math.floor(mv.length / 4000));
  const sample: number[] = [];
  for (let i = 0; i < mv.length; i += step) {
    const value = mv[i] ?? NaN;
    if (!Number.isNaN(value)) sample.push(value);
  }
  sample.sort((a, b) => a - b);
  const median = sample[sample.length >> 1] ?? 0;
  return Math.abs(median) < 0.3 ? 0 : median;
}
