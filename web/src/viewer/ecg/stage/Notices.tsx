import { t } from "../../../i18n";
import { Button } from "../../../ui/forms/Button";
import { type EcgState, percentOf } from "./useEcg";
import { failureWords } from "./words";

/** What failed, what is safe, what to press. */
export function Failure({ state, retry }: { state: EcgState; retry: () => void }) {
  if (state.phase !== "failed") return null;
  return (
    <div class="ecg-notice" role="alert">
      <p>{failureWords(state.failure)}</p>
      {state.failure.kind === "damaged" && <p class="ecg-notice-safe">{t("ecg.error.safe")}</p>}
      <Button onClick={retry}>{t("ecg.retry")}</Button>
    </div>
  );
}

/** Only once loading has lasted a second. */
export function Progress({ state }: { state: EcgState }) {
  if (state.phase !== "loading" || !state.slow) return null;
  const percent = percentOf(state);
  return (
    <output class="ecg-progress">
      <progress max={100} value={percent} aria-label={t("ecg.loading")} />
      <span class={percent > 0 ? "visually-hidden" : ""}>{t("ecg.loading_percent", { percent: String(percent) })}</span>
    </output>
  );
}
