import { formatNumber, formatDuration, t } from "../i18n";
import { valueOf } from "./line";
import type { LedgerRow, Shape, Tally } from "./types";

const PERCENT: Intl.NumberFormatOptions = { style: "percent", maximumFractionDigits: 1 };
const NONE = "–";

export const span = (seconds: number | null) => (seconds === null ? NONE : formatDuration(seconds * 1000));

/** A count as it is, a share in percent, a time as its median. */
export function valueWords(shape: Shape, tally: Tally): string {
  if (tally.held_back) return t("figures.held_back");
  const value = valueOf(shape, tally);
  if (value === null) return NONE;
  if (shape === "time") return span(value);
  return formatNumber(value, shape === "share" ? PERCENT : {});
}

/** Numerator and denominator; of a count they are the same, and it stands alone. */
export function fractionWords(shape: Shape, tally: Tally): string {
  if (tally.held_back || tally.numerator === null || tally.denominator === null) return "";
  if (shape === "count") return "";
  return `${formatNumber(tally.numerator)} / ${formatNumber(tally.denominator)}`;
}

/** What a value has to stay within: one limit, or those of different hospitals. */
export function limitWords({ limits_s }: LedgerRow): string {
  const [first, last] = [limits_s[0], limits_s.at(-1)];
  if (first === undefined || last === undefined) return "";
  return first === last ? t("figures.within", { span: span(first) }) : t("figures.within_range", { low: span(first), high: span(last) });
}
