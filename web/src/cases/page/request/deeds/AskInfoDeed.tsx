import { useState } from "preact/hooks";
import { t } from "../../../../i18n";
import { Check, Field } from "../../../../ui";
import { DeedForm } from "./DeedForm";

export const NEEDED = ["ecg", "imaging", "laboratory", "vitals", "history", "medication", "examination", "consent", "identity", "other"] as const;

/** Names what is missing; the answer's clock stands still until it comes. */
export function AskInfoDeed() {
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [text, setText] = useState("");
  const toggle = (code: string, on: boolean) => setMissing(on ? [...missing, code] : missing.filter((each) => each !== code));
  return (
    <DeedForm action="ask_info" ready={missing.length > 0 && text.trim() !== ""} body={() => ({ missing, text: text.trim() })}>
      <fieldset class="deed-checks">
        <legend class="field-label">{t("steps.missing_what")}</legend>
        {NEEDED.map((code) => (
          <Check key={code} checked={missing.includes(code)} onChange={(on) => toggle(code, on)}>
            {t(`steps.missing.${code}`)}
          </Check>
        ))}
      </fieldset>
      <Field label={t("steps.missing_text")} value={text} onInput={setText} rows={2} maxLength={1000} required />
    </DeedForm>
  );
}
