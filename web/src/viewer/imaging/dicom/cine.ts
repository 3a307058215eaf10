/** How fast a clip is to be played. */
import { number, numbers } from "./attributes";
import type { Stack } from "./stacks";
import { TAG } from "./tags";

const DEFAULT_RATE = 10;
const SLOWEST = 1;
const FASTEST = 60;

/** Frames a second as the file recommends; 10 where it says nothing. */
export function rateOf(stack: Stack): number {
  const set = stack.frames[0]?.set ?? {};
  const time = number(set, TAG.frameTime) ?? numbers(set, TAG.frameTimes).find((ms) => ms > 0) ?? 0;
  const rate = number(set, TAG.frameRate) || number(set, TAG.cineRate) || (time > 0 ? 1000 / time : DEFAULT_RATE);
  return Math.min(FASTEST, Math.max(SLOWEST, rate));
}
