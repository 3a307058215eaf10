/** How faithful the stored picture is to what the device made. */
import { numbers, text } from "./attributes";
import type { Instance } from "./instance";
import { TAG } from "./tags";

/** `ratio` null: lossy, but the file does not say by how much. */
export type Quality = { kind: "original" } | { kind: "lossy"; ratio: number | null };

/** Codings that always lose something. */
const LOSSY = new Set(["1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.81"]);

export function qualityOf({ set, transferSyntax }: Instance): Quality {
  if (text(set, TAG.lossy) !== "01" && !LOSSY.has(transferSyntax)) return { kind: "original" };
  // Successive compressions multiply (PS3.3 C.7.6.1.1.5).
  const ratios = numbers(set, TAG.lossyRatio).filter((ratio) => ratio > 0);
  return { kind: "lossy", ratio: ratios.length > 0 ? ratios.reduce((all, one) => all * one, 1) : null };
}
