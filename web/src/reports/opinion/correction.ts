import type { Writing } from "./complete";

/** A new version in the making; kept on this device until it is signed. */
export interface Correction {
  reason: string;
  writing: Writing;
}

export const correctionKey = (request: string) => `correction:${request}`;
