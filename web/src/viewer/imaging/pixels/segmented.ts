/** Segmented palettes, PS3.3 C.7.9.2: runs of entries, straight lines between them, and repetitions of both. */

const DISCRETE = 0;
const LINEAR = 1;
const INDIRECT = 2;

/** `words`: the segments. Stops at what it does not understand. */
export function expanded(words: Uint16Array): Uint16Array {
  const entries: number[] = [];
  /** A repetition may not repeat again, so that none goes round in a circle. */
  const run = (from: number, segments: number, repeats: boolean): void => {
    let at = from;
    for (let done = 0; done < segments && at + 1 < words.length; done++) {
      const [code, length = 0] = words.subarray(at, at + 2);
      at += 2;
      if (code === DISCRETE) {
        for (const word of words.subarray(at, at + length)) entries.push(word);
        at += length;
      } else if (code === LINEAR) {
        const start = entries.at(-1) ?? 0;
        const end = words[at++] ?? 0;
        for (let step = 1; step <= length; step++) entries.push(Math.round(start + ((end - start) * step) / length));
      } else if (code === INDIRECT && !repeats) {
        // The offset is in bytes and in two words, the lower one first.
        const offset = ((words[at] ?? 0) + (words[at + 1] ?? 0) * 65_536) / 2;
        at += 2;
        run(offset, length, true);
      } else return;
    }
  };
  run(0, Infinity, false);
  return Uint16Array.from(entries);
}
