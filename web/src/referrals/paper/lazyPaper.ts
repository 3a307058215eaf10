import type { Whole } from "../types";

/** Prints a referral's paper; the code that draws it comes when it is first wanted. */
export async function lazyPaper(whole: Whole, which: "slip" | "receipt"): Promise<void> {
  const { printReferral } = await import("./printReferral");
  printReferral(whole, which);
}
