/** What the viewer can show, and the reason where it cannot. */
import { number, text } from "./attributes";
import type { Instance } from "./instance";
import { TAG } from "./tags";

/** Codes; the words are `imaging.kept.<code>`. */
export type Unshowable = "report" | "pdf" | "plan" | "presentation" | "waveform" | "video" | "coding" | "float" | "no_pixels" | "incomplete";

const BY_MODALITY: Readonly<Record<string, Unshowable>> = {
  SR: "report",
  DOC: "pdf",
  RTPLAN: "plan",
  RTSTRUCT: "plan",
  RTRECORD: "plan",
  PR: "presentation",
  KO: "presentation",
  ECG: "waveform",
  HD: "waveform",
};
const ENCAPSULATED_PDF = "1.2.840.10008.5.1.4.1.1.104.1";
const FLOAT_PIXELS = ["7FE00008", "7FE00009"];
const PIXELS = "7FE00010";
const NATIVE = /^1\.2\.840\.10008\.1\.2(\.1|\.2)?$/;
const VIDEO = /^1\.2\.840\.10008\.1\.2\.4\.10[0-9]/;

/** Bits allocated to a sample; 12 in three bytes for two is seen in old files. */
const DEPTHS = new Set([1, 8, 16, 32]);

/** Transfer syntaxes there is a decoder for; an empty one is left to what the server sends. */
const DECODABLE = new Set([
  "",
  "1.2.840.10008.1.2",
  "1.2.840.10008.1.2.1",
  "1.2.840.10008.1.2.1.98",
  "1.2.840.10008.1.2.1.99",
  "1.2.840.10008.1.2.2",
  "1.2.840.10008.1.2.5",
  "1.2.840.10008.1.2.8.1",
  "1.2.840.10008.1.2.4.50",
  "1.2.840.10008.1.2.4.51",
  "1.2.840.10008.1.2.4.57",
  "1.2.840.10008.1.2.4.70",
  "1.2.840.10008.1.2.4.80",
  "1.2.840.10008.1.2.4.81",
  "1.2.840.10008.1.2.4.90",
  "1.2.840.10008.1.2.4.91",
  "1.2.840.10008.1.2.4.201",
  "1.2.840.10008.1.2.4.202",
  "1.2.840.10008.1.2.4.203",
]);

export function whyNotShown(instance: Instance): Unshowable | null {
  const { set, modality, sopClass, transferSyntax } = instance;
  if (sopClass === ENCAPSULATED_PDF) return "pdf";
  const size = (number(set, TAG.rows) ?? 0) * (number(set, TAG.columns) ?? 0);
  // Compressed pixels are not named in the metadata; native ones are.
  const bare = NATIVE.test(transferSyntax) && ![PIXELS, ...FLOAT_PIXELS].some((tag) => set[tag] !== undefined);
  if (size === 0 || bare) return BY_MODALITY[modality] ?? "no_pixels";
  if (FLOAT_PIXELS.some((tag) => set[tag] !== undefined)) return "float";
  if (VIDEO.test(transferSyntax)) return "video";
  if (!DECODABLE.has(transferSyntax)) return "coding";
  const bits = number(set, TAG.bitsAllocated);
  if (bits === null && text(set, TAG.photometric) !== "") return "float";
  if (bits === null) return "incomplete";
  return DEPTHS.has(bits) ? null : "coding";
}
