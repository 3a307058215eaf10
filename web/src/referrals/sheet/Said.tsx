import { formatDateTime, t } from "../../i18n";
import type { Whole } from "../types";
import { actionName } from "../words";

/** What was said with the last step, where nothing else on the sheet says it: who has to act reads it first. */
export function Said({ whole }: { whole: Whole }) {
  const last = whole.transitions.at(-1);
  if (last === undefined || ELSEWHERE.has(last.to)) return null;
  const missing = (last.details?.missing ?? []).map((code) => t(`steps.missing.${code}`)).join(" · ");
  if (missing === "" && last.reason === "") return null;
  return (
    <section class="referral-said">
      <p>
        <strong>{actionName(last.action)}</strong> <span class="meta">{[last.by.name, last.by.org_name, formatDateTime(last.at)].filter(Boolean).join(" · ")}</span>
      </p>
      {missing && <p class="referral-missing">{missing}</p>}
      {last.reason && <p dir="auto">{last.reason}</p>}
    </section>
  );
}

/** States with a part of their own on the sheet. */
const ELSEWHERE: ReadonlySet<string> = new Set(["declined", "redirected", "discharged"]);
