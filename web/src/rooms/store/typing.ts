import { signal, type ReadonlySignal } from "@preact/signals";

const SAY_AGAIN = 3000;
const STOP_AFTER = 5000;
const BELIEVE = 7000;

/** Who is writing: said sparingly, believed briefly. */
export class Typing {
  readonly #say: (on: boolean) => void;
  readonly #who = signal<readonly string[]>([]);
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #saidAt = 0;
  #stop: ReturnType<typeof setTimeout> | undefined;

  constructor(say: (on: boolean) => void) {
    this.#say = say;
  }

  get who(): ReadonlySignal<readonly string[]> {
    return this.#who;
  }

  /** I wrote a character. */
  wrote(): void {
    if (Date.now() - this.#saidAt > SAY_AGAIN) {
      this.#saidAt = Date.now();
      this.#say(true);
    }
    clearTimeout(this.#stop);
    this.#stop = setTimeout(() => this.done(), STOP_AFTER);
  }

  /** I sent it, or left it. */
  done(): void {
    clearTimeout(this.#stop);
    if (this.#saidAt > 0) this.#say(false);
    this.#saidAt = 0;
  }

  heard(who: string, on: boolean): void {
    clearTimeout(this.#timers.get(who));
    this.#timers.delete(who);
    const others = this.#who.peek().filter((each) => each !== who);
    if (on) {
      this.#timers.set(
        who,
        setTimeout(() => this.heard(who, false), BELIEVE),
      );
    }
    this.#who.value = on ? [...others, who] : others;
  }

  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#who.value = [];
  }
}
