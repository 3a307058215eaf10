export const SHORTEST_PASSWORD = 10;

/** Without letters and digits that are mistaken for each other when read out or written down. */
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** Four groups of four, e.g. "k7mf-2xqa-…": 80 random bits that can be read out on the telephone. */
export function makePassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const letters = [...bytes].map((byte) => LETTERS[byte % LETTERS.length]);
  return [0, 4, 8, 12].map((at) => letters.slice(at, at + 4).join("")).join("-");
}
