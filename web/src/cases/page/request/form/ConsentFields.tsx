import { t } from "../../../../i18n";
import { Choice, Field, Select } from "../../../../ui";
import type { ConsentTyped } from "../../../new/draft/draft";

const HOW = ["written", "guardian", "verbal", "exception"] as const;

interface ConsentFieldsProps {
  consent: ConsentTyped;
  papers: readonly string[];
  onChange: (consent: ConsentTyped) => void;
}

/** Consent made good afterwards: by whom, how, and which paper of the case is the signed sheet. */
export function ConsentFields({ consent, papers, onChange }: ConsentFieldsProps) {
  const set = (part: Partial<ConsentTyped>) => onChange({ ...consent, ...part });
  const given = consent.how !== "" && consent.how !== "exception";
  return (
    <>
      <Choice
        label={t("case.field.consent")}
        value={consent.how}
        options={HOW.map((how) => ({ value: how, text: t(`new.consent.${how}`) }))}
        onChange={(how) => set({ how: how as ConsentTyped["how"] })}
      />
      {given && <Field label={t("case.consent_by_whom")} value={consent.by} maxLength={200} onInput={(by) => set({ by })} />}
      {consent.how === "guardian" && (
        <Field label={t("new.consent_relation")} value={consent.relation} maxLength={200} onInput={(relation) => set({ relation })} />
      )}
      {(consent.how === "written" || consent.how === "guardian") && (
        <Select
          label={t("case.consent_sheet")}
          value={consent.scan}
          empty={t(papers.length === 0 ? "case.consent_sheet_none" : "case.consent_sheet_choose")}
          options={papers.map((name) => ({ value: name, text: name }))}
          onChange={(scan) => set({ scan })}
        />
      )}
      {consent.how === "exception" && (
        <Field
          label={t("case.consent_why_not")}
          value={consent.exception}
          maxLength={500}
          hint={t("new.consent_exception_about")}
          onInput={(exception) => set({ exception })}
        />
      )}
    </>
  );
}
