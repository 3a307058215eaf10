/** The stacks of the study, and what of it is not shown. */
import { plural, t } from "../../../i18n";
import type { Stack, Study } from "../dicom/stacks";
import { stackName } from "./words";

export interface SeriesStripProps {
  study: Study;
  current: Stack | null;
  /** Share of the current stack that has arrived, 0 to 1. */
  share: number;
  listing: boolean;
  onStack: (stack: Stack) => void;
  onList: () => void;
}

export function SeriesStrip({ study: { stacks, kept }, current, share, listing, onStack, onList }: SeriesStripProps) {
  if (stacks.length < 2 && kept.length === 0) return null;
  return (
    <div class="imaging-series" role="group" aria-label={t("imaging.series")}>
      {stacks.map((stack) => {
        const chosen = stack === current && !listing;
        return (
          <button key={stack.key} type="button" class="imaging-stack" aria-pressed={chosen} title={t("imaging.series_keys")} onClick={() => onStack(stack)}>
            <span>{stackName(stack) || t("imaging.unnamed")}</span>
            <span class="imaging-stack-count">{stack.frames.length}</span>
            {chosen && share < 1 && <span class="imaging-stack-share" style={{ width: `${Math.round(share * 100)}%` }} />}
          </button>
        );
      })}
      {kept.length > 0 && (
        <button type="button" class="imaging-stack" aria-pressed={listing} onClick={onList}>
          {plural("imaging.not_shown", kept.length)}
        </button>
      )}
    </div>
  );
}
