import { t } from "../../../../i18n";

export interface ReadingProps {
  /** "402 ms · +0.35 mV · 149 bpm"; empty before there are two points. */
  text: string;
  phone: boolean;
  onQuote?: (() => void) | undefined;
  onClear: () => void;
}

/** What the caliper reads: in the tools, never on the trace. */
export function Reading({ text, phone, onQuote, onClear }: ReadingProps) {
  return (
    <div class="ecg-end ecg-reading">
      <output aria-live="polite">{text || t("ecg.caliper_how")}</output>
      {onQuote && text && (
        <button type="button" class="ecg-tool" onClick={onQuote}>
          {t(phone ? "ecg.quote_short" : "ecg.quote")}
        </button>
      )}
      {!phone && (
        <button type="button" class="ecg-tool" aria-label={t("ecg.caliper_clear")} title={`${t("ecg.caliper_clear")} (Esc)`} onClick={onClear}>
          ×
        </button>
      )}
    </div>
  );
}
