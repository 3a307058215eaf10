import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Msg } from "../link/frames";
import type { Pointer } from "../sharing/pointers";
import type { SharedView } from "../sharing/view";
import { lastOf } from "../last";
import { foldThread, type Thread } from "../store/thread";

export const SPEEDS = [1, 2, 4, 8, 16] as const;
export type Speed = (typeof SPEEDS)[number];

/** Nobody waits for a pause: what is further off than this is jumped to, to just before it. */
const LONGEST_PAUSE = 15_000;
const BEFORE_IT = 1_000;

/** What somebody showed from this moment on. */
export interface Showing {
  at: number;
  by: string;
  view: SharedView;
  /** Where people pointed on it at that moment. */
  pointers?: readonly Pointer[];
}

/** As long as a pointer stays where it rested. */
const POINTED_FOR = 3000;
const NOBODY: readonly Pointer[] = [];

/** A room's log as it grew, to be scrubbed and played. Times are ms of the room's own clock. */
export class Player {
  readonly #messages: readonly Msg[];
  readonly #times: readonly number[];
  readonly #showings: readonly Showing[];
  readonly #onReach: (message: Msg) => void;
  #before: number | null = null;
  readonly from: number;
  readonly to: number;
  readonly at: Signal<number>;
  readonly speed: Signal<Speed> = signal(1);
  readonly playing: Signal<boolean> = signal(false);
  readonly messages: ReadonlySignal<readonly Msg[]>;
  readonly thread: ReadonlySignal<Thread>;
  /** What was shown last, until a message pointed elsewhere. */
  readonly showing: ReadonlySignal<Showing | null>;
  readonly pointers: ReadonlySignal<readonly Pointer[]>;

  /** `onReach` is told of each message as play comes to it, not of those scrubbed over. */
  constructor(messages: readonly Msg[], onReach: (message: Msg) => void, showings: readonly Showing[] = []) {
    this.#messages = messages;
    this.#times = messages.map(({ at }) => Date.parse(at));
    this.#onReach = onReach;
    this.#showings = showings;
    this.from = this.#times[0] ?? 0;
    this.to = Math.max(this.#times.at(-1) ?? 0, showings.at(-1)?.at ?? 0);
    this.at = signal(this.from);
    const count = computed(() => this.#countAt(this.at.value));
    this.messages = computed(() => this.#messages.slice(0, count.value));
    this.thread = computed(() => foldThread(this.messages.value));
    const shown = computed(() => lastOf(this.#showings, ({ at }) => at <= this.at.value) ?? null);
    this.showing = computed(() => {
      const pointed = lastOf(this.messages.value, ({ anchor }) => anchor !== undefined && "material" in anchor);
      return shown.value !== null && pointed !== undefined && Date.parse(pointed.at) > shown.value.at ? null : shown.value;
    });
    this.pointers = computed(() => {
      const now = this.showing.value;
      return now !== null && this.at.value - now.at < POINTED_FOR ? (now.pointers ?? NOBODY) : NOBODY;
    });
  }

  scrub(at: number): void {
    this.at.value = Math.min(Math.max(at, this.from), this.to);
  }

  /** To the moment of the next or the last message. */
  step(by: 1 | -1): void {
    const count = this.#countAt(this.at.peek());
    this.scrub(this.#times[by > 0 ? count : Math.max(0, count - 2)] ?? this.at.peek());
  }

  toggle(): void {
    if (this.at.peek() >= this.to) this.at.value = this.from;
    this.playing.value = !this.playing.peek();
    this.#before = null;
  }

  /** `now` in ms of any steady clock; call it once a frame. */
  tick(now: number): void {
    const passed = this.#before === null ? 0 : now - this.#before;
    this.#before = now;
    if (!this.playing.peek()) return;
    const count = this.#countAt(this.at.peek());
    this.scrub(this.#over(this.at.peek() + passed * this.speed.peek(), count));
    for (const message of this.#messages.slice(count, this.#countAt(this.at.peek()))) this.#onReach(message);
    if (this.at.peek() >= this.to) this.playing.value = false;
  }

  #over(at: number, count: number): number {
    const next = Math.min(this.#times[count] ?? Infinity, this.#showings.find((each) => each.at > at)?.at ?? Infinity);
    return next < Infinity && next - at > LONGEST_PAUSE * this.speed.peek() ? next - BEFORE_IT * this.speed.peek() : at;
  }

  #countAt(at: number): number {
    let count = 0;
    while (count < this.#times.length && (this.#times[count] as number) <= at) count += 1;
    return count;
  }
}
