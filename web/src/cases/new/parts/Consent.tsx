import { useRef } from "preact/hooks";
import { t } from "../../../i18n";
import { addFiles } from "../../../upload";
import { Button, Choice, Field } from "../../../ui";
import { paperclip } from "../../../ui/icons";
import type { ConsentTyped } from "../draft/draft";
import { gapError, type Form } from "../form";

const HOW = ["written", "guardian", "verbal", "exception"] as const;

/** Given by whom and how, with the signed sheet; or why it could not be asked. */
export function Consent({ form }: { form: Form }) {
  const { consent } = form.draft;
  const set = (part: Partial<ConsentTyped>) => form.change((draft) => ({ ...draft, consent: { ...draft.consent, ...part } }));
  const sheet = consent.how === "written" || consent.how === "guardian";
  return (
    <div class="new-consent">
      <Choice
        id="new-consent"
        label={t("new.consent")}
        value={consent.how}
        error={gapError(form, "consent")}
        options={HOW.map((how) => ({ value: how, text: t(`new.consent.${how}`) }))}
        onChange={(how) => set({ how: how as ConsentTyped["how"] })}
      />
      {consent.how !== "" && consent.how !== "exception" && (
        <div class="new-pair">
          <Field
            label={t(consent.how === "guardian" ? "new.consent_guardian" : "new.consent_by")}
            value={consent.by}
            maxLength={200}
            onInput={(by) => set({ by })}
          />
          {consent.how === "guardian" && (
            <Field label={t("new.consent_relation")} value={consent.relation} maxLength={200} onInput={(relation) => set({ relation })} />
          )}
        </div>
      )}
      {sheet && <Sheet form={form} set={set} />}
      {consent.how === "exception" && (
        <Field
          label={t("new.consent_exception")}
          value={consent.exception}
          maxLength={500}
          hint={t("new.consent_exception_about")}
          onInput={(exception) => set({ exception })}
        />
      )}
    </div>
  );
}

/** The signed sheet goes up with the other files of the case, and is known by its name. */
function Sheet({ form, set }: { form: Form; set: (part: Partial<ConsentTyped>) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const { draft } = form;
  return (
    <p class="new-sheet">
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept="image/*,application/pdf"
        tabIndex={-1}
        aria-label={t("new.consent_sheet_add")}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file === undefined) return;
          addFiles({ caseId: draft.id, orgId: null }, [file], draft.requestId === null);
          set({ scan: file.name });
        }}
      />
      <Button size="small" icon={paperclip} onClick={() => input.current?.click()}>
        {t("new.consent_sheet_add")}
      </Button>
      <span class="meta">{draft.consent.scan === "" ? t("new.consent_sheet_later") : draft.consent.scan}</span>
    </p>
  );
}
