import { computed, signal, type ReadonlySignal } from "@preact/signals";

/** A ward PC's clock may be minutes off, so every clock on screen runs on the server's time. */
interface Sample {
  offset: number;
  roundTrip: number;
  at: number;
}

const BELIEVE_FOR = 5 * 60_000;
const best = signal<Sample | null>(null);
const tick = signal(Date.now());

/** Milliseconds to add to this device's clock; 0 until the server has answered once. */
export const clockOffset: ReadonlySignal<number> = computed(() => best.value?.offset ?? 0);

/** Server time in ms since 1970, changing once a second while the page is visible. */
export const now: ReadonlySignal<number> = computed(() => tick.value + clockOffset.value);

/** Server time in ms since 1970 at this moment; reading it subscribes to nothing. */
export function serverNow(): number {
  return Date.now() + (best.peek()?.offset ?? 0);
}

/** Learns from one answer: the server's stamp lies halfway between sending and receiving. */
export function learnClock(stamp: string | null, sentAt: number, receivedAt: number): void {
  const server = stamp === null ? Number.NaN : Date.parse(stamp);
  if (Number.isNaN(server)) return;
  const sample = {
    offset: server - (sentAt + receivedAt) / 2,
    roundTrip: receivedAt - sentAt,
    at: receivedAt,
  };
  const known = best.peek();
  const stale = known === null || Math.abs(receivedAt - known.at) > BELIEVE_FOR;
  if (stale || sample.roundTrip <= known.roundTrip) best.value = sample;
}

/** Starts the tick on whole seconds; returns how to stop it. */
export function startTicking(): () => void {
  let timer = 0;
  const beat = () => {
    tick.value = Date.now();
    timer = window.setTimeout(beat, 1000 - (serverNow() % 1000));
  };
  const wake = () => {
    window.clearTimeout(timer);
    if (!document.hidden) beat();
  };
  document.addEventListener("visibilitychange", wake);
  wake();
  return () => {
    window.clearTimeout(timer);
    document.removeEventListener("visibilitychange", wake);
  };
}
