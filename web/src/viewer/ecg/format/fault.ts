/** What can be wrong with an ECG1 file; each has a text under `ecg.error.<fault>`. */
export type Ecg1Fault =
  | "not_ecg1"
  | "version"
  | "header"
  | "truncated"
  | "checksum"
  | "chunk"
  | "too_large";

/** A damaged or foreign ECG1 file. `second` is where in the recording, when known. */
export class Ecg1Error extends Error {
  readonly fault: Ecg1Fault;
  readonly second: number | null;

  constructor(fault: Ecg1Fault, detail: string, second: number | null = null) {
    super(`ECG1 ${fault}: ${detail}`);
    this.name = "Ecg1Error";
    this.fault = fault;
    this.second = second;
  }
}
