import { useState } from "preact/hooks";
import { api, useResource } from "../../../api";
import { t } from "../../../i18n";
import { specialtyName } from "../../../i18n/vocabulary";
import { Button, Field, Select } from "../../../ui";
import { Failure } from "../../forms/Failure";
import { present } from "../../forms/faults";
import { fieldId, useDeed } from "../../forms/useDeed";
import { WorkSheet } from "../../forms/WorkSheet";
import type { Vocabulary } from "../../types";
import { numbersBody, numbersOf, seconds, SPANS, type Numbers } from "./numbers";
import { TARGETS, type PolicyRow } from "./types";

const FORM = "numbers";
const FIELDS = [...TARGETS, ...SPANS, "specialty", "reason"] as const;

interface NumbersSheetProps {
  org: string;
  policy: PolicyRow;
  /** Specialties that have numbers of their own. */
  taken: readonly string[];
  onClose: () => void;
  onSaved: () => void;
}

/** The next version of a hospital's numbers; what rings already goes on as it began. */
export function NumbersSheet({ org, policy, taken, onClose, onSaved }: NumbersSheetProps) {
  const [draft, setDraft] = useState<Numbers>(() => numbersOf(policy));
  const [specialty, setSpecialty] = useState(policy.specialty);
  const [reason, setReason] = useState("");
  const vocabulary = useResource<Vocabulary>("/vocabulary").data;
  const deed = useDeed(FORM, FIELDS, { after_s: "line1" });
  const own = specialty === policy.specialty;

  const send = (active: boolean) => {
    const body = numbersBody(draft);
    const wrong = present(
      Object.fromEntries(
        [...TARGETS, ...SPANS].map((field) => {
          const may = draft[field].trim() === "" && (TARGETS as readonly string[]).includes(field) && field !== "line1";
          return [field, !may && seconds(draft[field]) === null && t("channels.no_span")];
        }),
      ),
    );
    const version = own ? policy.version : 0;
    return deed.run(
      () => api.post("/escalation-policies", { org_id: org, specialty, reason, active, if_version: version, ...body }),
      wrong,
    );
  };
  const save = async (event: Event) => {
    event.preventDefault();
    if (await send(true)) onSaved();
  };
  const drop = async () => {
    if (await send(false)) onSaved();
  };
  const box = (field: keyof Numbers, label: string, hint?: string) => (
    <Field
      key={field}
      id={fieldId(FORM, field)}
      label={label}
      value={draft[field]}
      onInput={(text) => setDraft({ ...draft, [field]: text })}
      error={deed.faults[field] ?? null}
      unit={t("channels.unit")}
      hint={hint}
      maxLength={6}
    />
  );
  const free = (vocabulary?.specialties ?? []).filter((each) => each === policy.specialty || !taken.includes(each));
  return (
    <WorkSheet
      title={t("channels.numbers")}
      dirty={JSON.stringify(draft) !== JSON.stringify(numbersOf(policy)) || reason !== ""}
      onClose={onClose}
      actions={
        <>
          {policy.specialty !== "" && policy.version > 0 && own && (
            <Button kind="text" tone="emergency" onClick={() => void drop()}>
              {t("channels.drop")}
            </Button>
          )}
          <Button kind="filled" type="submit" form={FORM} busy={deed.busy}>
            {t("admin.save")}
          </Button>
        </>
      }
    >
      <form id={FORM} class="admin-form" onSubmit={(event) => void save(event)} noValidate>
        <div class="admin-fields">
          <Select
            id={fieldId(FORM, "specialty")}
            label={t("channels.specialty")}
            empty={t("channels.every_specialty")}
            value={specialty}
            options={free.map((value) => ({ value, text: specialtyName(value) }))}
            onChange={setSpecialty}
          />
        </div>
        <h3>{t("channels.after")}</h3>
        <div class="admin-fields numbers-boxes">
          {TARGETS.map((each) => box(each, t(`ladder.target.${each}`), each === "line1" ? undefined : t("channels.never")))}
        </div>
        <h3>{t("channels.spans")}</h3>
        <div class="admin-fields numbers-boxes">
          {SPANS.map((each) => box(each, t(`channels.${each}`), t(`channels.${each}_hint`)))}
        </div>
        <Field id={fieldId(FORM, "reason")} label={t("channels.reason")} value={reason} onInput={setReason} maxLength={500} />
        <Failure text={deed.general} />
      </form>
    </WorkSheet>
  );
}
