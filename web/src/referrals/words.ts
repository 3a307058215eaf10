import { has, plural, t } from "../i18n";
import type { BedRow, Row, Whole } from "./types";

/** The receiving side has not decided yet. */
export const ANSWERING: ReadonlySet<string> = new Set(["submitted", "unanswered", "provisional", "capability_checked"]);

const named = (key: string, code: string) => (has(key) ? t(key) : code);

export const stateName = (state: string) => named(`referral.state.${state}`, state);
export const actionName = (action: string) => named(`referral.action.${action}`, action);
export const kindName = (kind: string) => named(`referral.kind.${kind}`, kind);
export const nameOf = (row: Pick<Row, "patient">) => row.patient.name || t("today.unidentified");

/** "3 free, ICU 1"; nothing where nobody has said. */
export function freeWords(row: BedRow): string {
  if (row.free_beds === null) return "";
  const icu = row.free_icu ? t("referral.bed.icu_n", { n: row.free_icu }) : "";
  return [plural("referral.bed.free_n", row.free_beds), icu, row.stale ? t("referral.bed.stale") : ""].filter(Boolean).join(" · ");
}

/** Whose turn it is, for whoever has nothing to press. */
export function standing(whole: Pick<Whole, "state" | "from_org" | "to_org">): string {
  return t(`referral.standing.${whole.state}`, { from: whole.from_org?.name ?? "", to: whole.to_org?.name ?? "" });
}

/** Where it stands and with whom, in one line of a list. */
export function whereWords(row: Row, side: "sent" | "received"): string {
  const other = side === "sent" ? row.to_org?.name : row.from_org.name;
  return [other, row.department?.name, stateName(row.state), row.bounced ? t("referral.bounced") : ""].filter(Boolean).join(" · ");
}
