import { listed, t } from "../../i18n";
import { reasonWords } from "../../upload";
import type { Mini } from "./model";

export interface Verdict {
  words: string;
  /** Whether it should be recorded again before the electrodes come off. */
  again: boolean;
}

const SHOWN = 3;

/** What to tell whoever still stands at the bed: leads by name, the worst kind first. */
export function verdictOf(mini: Mini, warnings: readonly string[]): Verdict {
  const order = ["missing", "flat", "wild", "noisy"] as const;
  const faults = order.flatMap((fault) => {
    const leads = mini.faults.filter((each) => each.fault === fault).map(({ lead }) => lead);
    return leads.length === 0 ? [] : [t(`reading.fault.${fault}`, { leads: named(leads) })];
  });
  if (faults.length > 0) return { words: t("reading.again", { faults: faults.join("; ") }), again: true };
  if (warnings.length > 0) return { words: warnings.map(reasonWords).join(" · "), again: false };
  return { words: t("reading.clean"), again: false };
}

const named = (leads: readonly string[]) => (leads.length <= SHOWN ? listed(leads) : `${listed(leads.slice(0, SHOWN))} +${leads.length - SHOWN}`);
