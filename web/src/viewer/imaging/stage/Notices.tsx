import type { ComponentChildren } from "preact";
import { formatBytes, t } from "../../../i18n";
import { Button } from "../../../ui/forms/Button";

/** What failed, what is safe, what to press. */
export function Notice({ words, safe = false, retry, children }: { words: string; safe?: boolean; retry?: () => void; children?: ComponentChildren }) {
  return (
    <div class="imaging-notice" role="alert">
      <p>{words}</p>
      {safe && <p class="imaging-notice-safe">{t("imaging.safe")}</p>}
      <div class="imaging-notice-deeds">
        {retry && (
          <Button size="small" onClick={retry}>
            {t("imaging.retry")}
          </Button>
        )}
        {children}
      </div>
    </div>
  );
}

/** While the list of images is on its way. */
export function StudyProgress({ received, total }: { received: number; total: number }) {
  return (
    <output class="imaging-progress">
      <progress max={100} value={total > 0 ? (100 * received) / total : undefined} aria-label={t("imaging.loading_study")} />
      <span>{received > 0 ? t("imaging.loading_study_bytes", { bytes: formatBytes(received) }) : t("imaging.loading_study")}</span>
    </output>
  );
}
