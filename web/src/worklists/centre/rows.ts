import type { BoardRow } from "./types";

/** A row kept in its place although the board no longer has it. */
export type ShownRow = BoardRow & { gone?: boolean };

export type Figure = "to_assign" | "ringing" | "late" | "unanswered";
export const FIGURES: readonly Figure[] = ["to_assign", "ringing", "late", "unanswered"];

/** Whether a row counts for one of the four figures at `at` (server time, ms). */
export function counts(row: ShownRow, figure: Figure, at: number): boolean {
  if (row.gone) return false;
  if (figure === "to_assign") return row.holder === null && (row.state === "submitted" || row.state === "unanswered");
  if (figure === "ringing") return row.state === "offered" || (row.ringing === "ringing" && row.holder?.state !== "accepted");
  if (figure === "unanswered") return row.state === "unanswered" || (row.ringing === "unanswered" && row.holder?.state !== "accepted");
  return row.due_at !== null && Date.parse(row.due_at) < at;
}

/**
 * What to show of `fresh` while a hand is on the board: rows keep their places and only change,
 * new ones wait, an emergency enters at once at the top.
 */
export function keepRows(shown: readonly ShownRow[], fresh: readonly BoardRow[]): { rows: ShownRow[]; waiting: number } {
  const now = new Map(fresh.map((row) => [row.request_id, row]));
  const known = new Set(shown.map((row) => row.request_id));
  const news = fresh.filter((row) => !known.has(row.request_id));
  const entering = news.filter((row) => row.urgency === "emergency");
  const stay = shown.map((row): ShownRow => now.get(row.request_id) ?? { ...row, gone: true, allowed: [] });
  return { rows: [...entering, ...stay], waiting: news.length - entering.length };
}
