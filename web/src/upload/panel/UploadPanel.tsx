import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { add } from "../batch/begin";
import type { Chosen } from "../batch/gather";
import { batches } from "../batch/list";
import { uploads } from "../queue/items";
import { sameTarget, type Target } from "../state";
import { BatchRow } from "./BatchRow";
import { DropZone } from "./DropZone";
import { UploadRow } from "./UploadRow";
import { useUnfinished } from "./useUnfinished";
import "../upload.css";

export interface UploadPanelProps {
  /** The case the files belong to; else they go into the inbox of `orgId`. */
  caseId?: string;
  orgId?: string;
  /** Buttons without the drop area's words. */
  compact?: boolean;
  /** The case is not on the server yet: files wait for `release(caseId)`. */
  held?: boolean;
}

/** Files on their way into one case or inbox. They go on whatever page is open. */
export function UploadPanel({ caseId, orgId, compact = false, held = false }: UploadPanelProps) {
  const target: Target = { caseId: caseId ?? null, orgId: caseId === undefined ? (orgId ?? null) : null };
  const [looking, setLooking] = useState(false);
  useUnfinished(target, !held);
  const take = (chosen: Chosen[]) => {
    setLooking(chosen.length > 1);
    void add(target, chosen, held).then(() => setLooking(false));
  };
  const single = uploads.value.filter((each) => each.batch === null && sameTarget(each, target));
  const whole = batches.value.filter((each) => sameTarget(each.target, target));
  return (
    <section class="upload-panel" aria-label={t("upload.label")}>
      <DropZone compact={compact} onChosen={take} />
      {looking && (
        <p class="upload-words" role="status">
          {t("batch.sifting")}
        </p>
      )}
      {whole.length + single.length > 0 && (
        <ul class="upload-list">
          {whole.map((each) => (
            <BatchRow key={each.id} batch={each} onChosen={take} />
          ))}
          {single.map((each) => (
            <UploadRow key={each.key} item={each} />
          ))}
        </ul>
      )}
    </section>
  );
}
