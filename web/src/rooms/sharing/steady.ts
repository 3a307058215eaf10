/** Passes on the newest of what it is given, at most once per `every` ms; the last one always arrives. */
export class Steady<T> {
  readonly #every: number;
  readonly #pass: (value: T) => void;
  #next: { value: T } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(every: number, pass: (value: T) => void) {
    this.#every = every;
    this.#pass = pass;
  }

  give(value: T): void {
    this.#next = { value };
    if (this.#timer === undefined) this.#flush();
  }

  /** What was not passed on yet never is. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#next = null;
  }

  #flush(): void {
    const next = this.#next;
    this.#next = null;
    this.#timer = next === null ? undefined : setTimeout(() => this.#flush(), this.#every);
    if (next !== null) this.#pass(next.value);
  }
}
