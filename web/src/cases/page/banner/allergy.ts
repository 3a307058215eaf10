import { t } from "../../../i18n";
import type { CaseDetail } from "../../detail";

// "none", "denies", "no known allergies" as Chinese, English and Vietnamese forms write them.
const NONE = /^(\u65e0|\u5426\u8ba4|(\u65e0|\u5426\u8ba4)(\u836f\u7269)?\u8fc7\u654f\u53f2?|nil|none|none known|nkd?a|no known (drug )?allerg(y|ies)|kh\u00f4ng( c\u00f3)?)[.\u3002]?$/i;

/** Red only when there is something to beware of; in calm words when it was asked and denied. */
export function allergy(detail: CaseDetail): { alert: string | null; calm: string | null } {
  const text = detail.form.data.allergies?.trim() ?? "";
  if (text === "") return { alert: null, calm: t("case.allergy_unasked") };
  if (NONE.test(text)) return { alert: null, calm: t("case.allergy_none") };
  return { alert: t("case.allergy", { text }), calm: null };
}
