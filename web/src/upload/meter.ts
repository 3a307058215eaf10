import { signal } from "@preact/signals";
import { transfer } from "../api";
import { plural } from "../i18n";
import { Rate, secondsLeft } from "./send/rate";
import type { Item } from "./state";

const all = new Rate();
/** Bytes per second of everything going up now; null while unknown. */
export const speed = signal<number | null>(null);

/** `bytes` more were taken by the server. */
export function moved(bytes: number): void {
  all.add(performance.now(), bytes);
}

/** Writes the line of the top strip. */
export function meter(items: readonly Item[]): void {
  const going = items.filter((each) => ["sending", "preparing", "queued"].includes(each.phase));
  const first = going[0];
  if (first === undefined || !items.some((each) => each.phase === "sending" || each.phase === "preparing")) {
    transfer.value = null;
    speed.value = null;
    return;
  }
  speed.value = all.at(performance.now());
  const rest = going.reduce((sum, each) => sum + each.size - each.sent, 0);
  const label = going.length === 1 ? shortened(first.name) : plural("upload.files", going.length);
  transfer.value = { label, bytesPerSecond: speed.value ?? 0, secondsLeft: secondsLeft(rest, speed.value) };
}

function shortened(name: string): string {
  return name.length > 18 ? `${name.slice(0, 8)}…${name.slice(-8)}` : name;
}
