/** What of the study is kept but not shown, each with its reason and the file. */
import { t } from "../../../i18n";
import { text } from "../dicom/attributes";
import type { Kept } from "../dicom/stacks";
import { TAG } from "../dicom/tags";
import { Original } from "./Original";

export interface KeptListProps {
  kept: readonly Kept[];
  originalUrl?: ((sopInstanceUid: string) => string | undefined) | undefined;
}

export function KeptList({ kept, originalUrl }: KeptListProps) {
  return (
    <ul class="imaging-kept">
      {kept.map(({ instance, why }) => (
        <li key={instance.sop}>
          <div>
            <strong>{[instance.modality, text(instance.set, TAG.seriesDescription)].filter(Boolean).join(" ") || t("imaging.unnamed")}</strong>
            <p>{t(`imaging.kept.${why}`)}</p>
          </div>
          <Original instance={instance} href={originalUrl?.(instance.sop)} />
        </li>
      ))}
    </ul>
  );
}
