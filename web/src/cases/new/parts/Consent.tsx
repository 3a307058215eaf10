import { t } from "../../../i18n";
import { Choice, Field } from "../../../ui";
import type { Draft } from "../draft/draft";
import { gapError, type Form } from "../form";

/** Given by whom, or the reason why it could not be asked. */
export function Consent({ form }: { form: Form }) {
  const { consent } = form.draft;
  const set = (part: Partial<Draft["consent"]>) =>
    form.change((draft) => ({ ...draft, consent: { ...draft.consent, ...part } }));
  return (
    <div class="new-consent">
      <Choice
        id="new-consent"
        label={t("new.consent")}
        value={consent.given ? "given" : "not"}
        error={gapError(form, "consent")}
        options={[
          { value: "given", text: t("new.consent.given") },
          { value: "not", text: t("new.consent.not") },
        ]}
        onChange={(value) => set({ given: value === "given" })}
      />
      {consent.given ? (
        <Field label={t("new.consent_by")} value={consent.by} maxLength={200} onInput={(by) => set({ by })} />
      ) : (
        <Field label={t("new.consent_exception")} value={consent.exception} maxLength={500} onInput={(exception) => set({ exception })} />
      )}
    </div>
  );
}
