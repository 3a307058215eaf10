import { dayText } from "../../admin/forms/today";
import { t } from "../../i18n";
import type { Validity } from "./types";

/** What ends soon or has ended, in a sentence. */
export function warningText(paper: Validity): string {
  const what = t(`duty.paper.${paper.paper}`, { of: paper.of });
  if (paper.standing === "missing") return t("duty.paper_missing", { what });
  if (paper.standing === "not_yet") return t("duty.paper_not_yet", { what, day: paper.starts ? dayText(paper.starts) : "" });
  return t(paper.standing === "ended" ? "duty.paper_ended" : "duty.paper_soon", { what, day: paper.ends ? dayText(paper.ends) : "" });
}
