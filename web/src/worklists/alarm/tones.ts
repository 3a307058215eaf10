/** Seconds from one call to the next. */
export const PERIOD = 8;
const TONES = [
  { hertz: 784, from: 0, to: 0.42 },
  { hertz: 587, from: 0.48, to: 1.0 },
];
const LOUD = 0.5;
const EDGE = 0.02;

/** One period of the emergency's two tones, mono, to be looped: no timer that a sleeping tab delays. */
export function ringSamples(rate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(PERIOD * rate);
  for (const { hertz, from, to } of TONES) {
    for (let index = Math.ceil(from * rate); index < to * rate; index += 1) {
      const at = index / rate;
      const edge = Math.min(1, (at - from) / EDGE, (to - at) / EDGE);
      samples[index] = LOUD * edge * Math.sin(2 * Math.PI * hertz * at);
    }
  }
  return samples;
}
