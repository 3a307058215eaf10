import { daysBetween } from "../../../i18n/days";

/** How long before its end a licence, or an agreement, is shown as ending. */
export const SOON = 60;
const FULL = 365;

export type LicenceState = "none" | "open" | "good" | "soon" | "over";

export interface LicenceView {
  state: LicenceState;
  /** Days left, counting today; 0 once it is over. */
  days: number;
  /** How much of a year is left, 0 to 1: the length of the bar. */
  share: number;
}

/** Where a practising licence stands on a day: no licence or one that is over cannot sign. */
export function licenceView(number: string, validTo: string | null, today: string): LicenceView {
  if (number.trim() === "") return { state: "none", days: 0, share: 0 };
  if (validTo === null) return { state: "open", days: 0, share: 1 };
  const days = daysBetween(today, validTo) + 1;
  if (days <= 0) return { state: "over", days: 0, share: 0 };
  return { state: days <= SOON ? "soon" : "good", days, share: Math.min(1, days / FULL) };
}
