import { signal, type ReadonlySignal } from "@preact/signals";

/** Where somebody points: fractions or the like of the picture called `i`, as its viewer counts them. */
export interface Pointed {
  i: string;
  x: number;
  y: number;
}

export interface Pointer extends Pointed {
  by: string;
  /** Another one with each move. */
  moved: number;
}

const FADES_AFTER = 3000;

/** Where others point, until they have kept still for three seconds. */
export class Pointers {
  readonly #all = signal<readonly Pointer[]>([]);
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #moves = 0;

  get all(): ReadonlySignal<readonly Pointer[]> {
    return this.#all;
  }

  moved(by: string, at: Pointed): void {
    clearTimeout(this.#timers.get(by));
    this.#timers.set(
      by,
      setTimeout(() => this.left(by), FADES_AFTER),
    );
    this.#moves += 1;
    this.#all.value = [...this.#others(by), { ...at, by, moved: this.#moves }];
  }

  left(by: string): void {
    clearTimeout(this.#timers.get(by));
    this.#timers.delete(by);
    if (this.#all.peek().some((each) => each.by === by)) this.#all.value = this.#others(by);
  }

  clear(): void {
    for (const by of this.#timers.keys()) this.left(by);
  }

  #others(by: string): readonly Pointer[] {
    return this.#all.peek().filter((each) => each.by !== by);
  }
}
