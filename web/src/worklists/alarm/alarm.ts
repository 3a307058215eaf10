import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { me, serverNow } from "../../api";
import { live } from "../../rooms";
import { tick } from "../../rooms/tick";
import type { Row } from "../board";
import { calling } from "../live";
import { referralCalls } from "./referralCalls";
import { allowSound, allowSoundOnPress, ring, ringOnce, soundAllowed } from "./sound";

/** What a call is known by. */
type Call = Pick<Row, "request_id" | "submitted_at" | "state">;

const muted = signal<ReadonlySet<string>>(new Set());
const tested = signal<string | null>(null);

/** When the alarm was last tested in this tab (RFC 3339). */
export const testedAt: ReadonlySignal<string | null> = tested;
/** Calls nobody has answered and this person has not silenced. */
export const audible: ReadonlySignal<readonly Call[]> = computed(() => loud<Call>([...calling.value, ...referralCalls.value], muted.value));

/** Of the calls those that still sound. */
export function loud<C extends Call>(calls: readonly C[], silenced: ReadonlySet<string>): C[] {
  return calls.filter((row) => !silenced.has(keyOf(row)));
}

/** A request that comes back after being given up calls anew. */
const keyOf = (row: Call) => `${row.request_id}:${row.submitted_at ?? ""}:${row.state}`;

export const isMuted = (row: Call) => muted.value.has(keyOf(row));

/** Silences this one call on this tab; it stays on the screen. */
export function mute(row: Call): void {
  muted.value = new Set([...muted.peek(), keyOf(row)]);
  keep("muted", JSON.stringify([...muted.peek()]));
}

/** Plays the alarm once and remembers that this tab was heard. */
export async function testAlarm(): Promise<boolean> {
  const can = await allowSound();
  if (!can) return false;
  ringOnce();
  tested.value = new Date(serverNow()).toISOString();
  keep("tested", tested.value);
  return true;
}

const place = (what: string) => `huizhen.alarm.${what}.${me.peek()?.id ?? ""}`;

function keep(what: string, value: string): void {
  try {
    sessionStorage.setItem(place(what), value);
  } catch {
    // Lasts as long as the page then.
  }
}

function recall(): void {
  try {
    muted.value = new Set(JSON.parse(sessionStorage.getItem(place("muted")) ?? "[]") as string[]);
    tested.value = sessionStorage.getItem(place("tested"));
  } catch {
    muted.value = new Set();
  }
}

/** Rings exactly while an audible call exists, on whatever page; one per tab. */
export function startAlarm(): () => void {
  const stops = [
    effect(() => {
      if (me.value !== null) recall();
    }),
    effect(() => {
      // Read so that a call already there begins to sound with the first press.
      void soundAllowed.value;
      ring(audible.value.length > 0);
    }),
    live.onAlarm((alarm) => {
      // Emergencies that call ring by the list, until somebody has them; the rest is one soft tick.
      const ownTurn = alarm.kind === "opinion_signed" || alarm.kind === "unanswered";
      if (ownTurn || alarm.urgency !== "emergency") tick();
    }),
    allowSoundOnPress(),
  ];
  return () => {
    for (const stop of stops) stop();
    ring(false);
  };
}
