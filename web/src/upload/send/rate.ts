const WINDOW = 6_000;

interface Sample {
  at: number;
  bytes: number;
}

/** Bytes per second over the last seconds, so that one stalled chunk does not frighten. */
export class Rate {
  #samples: Sample[] = [];
  #total = 0;

  /** `bytes` more went out at `at` (ms, any monotonic clock). */
  add(at: number, bytes: number): void {
    if (bytes <= 0) return;
    this.#total += bytes;
    this.#samples.push({ at, bytes: this.#total });
    this.#samples = this.#samples.filter((each) => each.at > at - WINDOW);
  }

  /** null before there is enough to say; 0 when nothing moved lately. */
  at(moment: number): number | null {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.at - first.at < 300) return null;
    if (last.at < moment - WINDOW) return 0;
    return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
  }
}

/** Whole seconds for what is left, null while the rate is unknown or nothing moves. */
export function secondsLeft(rest: number, bytesPerSecond: number | null): number | null {
  return bytesPerSecond === null || bytesPerSecond <= 0 ? null : Math.ceil(rest / bytesPerSecond);
}
