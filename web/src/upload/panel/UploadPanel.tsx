import { t } from "../../i18n";
import { addFiles, uploads } from "../queue";
import { DropZone } from "./DropZone";
import { UploadRow } from "./UploadRow";
import { useUnfinished } from "./useUnfinished";
import "../upload.css";

export interface UploadPanelProps {
  caseId: string;
  /** Buttons without the drop area's words. */
  compact?: boolean;
  /** The case is not on the server yet: files wait for `release(caseId)`. */
  held?: boolean;
}

/** Files on their way into one case. They go on whatever page is open. */
export function UploadPanel({ caseId, compact = false, held = false }: UploadPanelProps) {
  useUnfinished(caseId, !held);
  const mine = uploads.value.filter((each) => each.caseId === caseId);
  return (
    <section class="upload-panel" aria-label={t("upload.label")}>
      <DropZone compact={compact} onFiles={(files) => addFiles(caseId, files, held)} />
      {mine.length > 0 && (
        <ul class="upload-list">
          {mine.map((each) => (
            <UploadRow key={each.key} item={each} />
          ))}
        </ul>
      )}
    </section>
  );
}
