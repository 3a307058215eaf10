import { printSheet } from "../../reports/paper/printPaper";
import { locale } from "../../i18n";
import type { Whole } from "../types";
import { receiptOf, slipOf } from "./model";
import { ReferralPaper } from "./ReferralPaper";

export function printReferral(whole: Whole, which: "slip" | "receipt"): void {
  const paper = which === "slip" ? slipOf(whole, locale.peek()) : receiptOf(whole, locale.peek());
  printSheet(<ReferralPaper paper={paper} />);
}
