/** Time for being read to say it instead. */
const CALM = 1000;

interface Options {
  /** Number of the newest message that is here. */
  has: () => number;
  /** How far it was read. */
  read: () => number;
  /** False when nobody heard it. */
  tell: (seq: number) => boolean;
}

/** Says that what came has arrived, once a second at most, and not of what was read meanwhile. */
export class Got {
  readonly #options: Options;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The server has it up to here: what it lost of what it was told is told again. */
  known(seq: number): void {
    this.#told = seq;
    this.came();
  }

  came(): void {
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#tell(), CALM);
  }

  #tell(): void {
    this.#timer = undefined;
    const seq = this.#options.has();
    if (seq > Math.max(this.#told, this.#options.read()) && this.#options.tell(seq)) this.#told = seq;
  }
}
