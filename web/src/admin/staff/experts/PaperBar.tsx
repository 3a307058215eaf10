import { t } from "../../../i18n";
import type { Validity } from "../../../duty/mine/types";
import { dayText, today } from "../../forms/today";
import { daysBetween } from "../../../i18n/days";

/** Bars end within a year; what lasts longer fills them. */
const WHOLE = 365;
const LOOK = { valid: "good", soon: "soon", ended: "over", missing: "over", not_yet: "soon" } as const;

/** A paper as a bar that ends on a date, and the same in words. */
export function PaperBar({ paper }: { paper: Validity }) {
  const left = paper.ends === null ? WHOLE : Math.max(0, daysBetween(today(), paper.ends));
  const share = paper.standing === "missing" ? 0 : Math.min(1, left / WHOLE);
  return (
    <span class={`licence licence-${LOOK[paper.standing]}`}>
      <span class="licence-bar" aria-hidden="true">
        <span style={{ width: `${Math.round(share * 100)}%` }} />
      </span>
      <span>{words(paper)}</span>
    </span>
  );
}

function words(paper: Validity): string {
  const of = paper.of ? `${paper.of} · ` : "";
  if (paper.standing === "missing") return t("duty.bar_missing");
  if (paper.standing === "not_yet" && paper.starts) return of + t("duty.bar_from", { day: dayText(paper.starts) });
  if (paper.ends === null) return of + t("duty.bar_open");
  return of + t(paper.standing === "ended" ? "duty.bar_ended" : "duty.bar_until", { day: dayText(paper.ends) });
}
