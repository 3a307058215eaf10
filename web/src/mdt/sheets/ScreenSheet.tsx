import { useState } from "preact/hooks";
import { Checks } from "../../admin/forms/Checks";
import { Failure } from "../../admin/forms/Failure";
import { useDeed } from "../../admin/forms/useDeed";
import { api, useResource } from "../../api";
import { t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Button, Choice, Field, PageError, Select, sexAge, Sheet, Skeleton } from "../../ui";
import { FormRead } from "../propose/FormRead";
import type { Line, MdtView } from "../types";

const VERDICTS = ["screen", "need_info", "single_consult"] as const;
type Verdict = (typeof VERDICTS)[number];

interface ScreenSheetProps {
  line: Line;
  onClose: () => void;
  onDone: () => void;
}

/** Whether a case needs several disciplines: taken, asked about, or sent on to one specialist. */
export function ScreenSheet({ line, onClose, onDone }: ScreenSheetProps) {
  const view = useResource<MdtView>(`/requests/${line.request_id}/mdt`);
  return (
    <Sheet open title={t("mdt.do.screen")} onClose={onClose}>
      {view.data === undefined ? (
        view.error === undefined ? (
          <Skeleton rows={5} />
        ) : (
          <PageError error={view.error} onRetry={view.reload} />
        )
      ) : (
        <Form view={view.data} onDone={onDone} />
      )}
    </Sheet>
  );
}

function Form({ view, onDone }: { view: MdtView; onDone: () => void }) {
  const known = useResource<{ specialties: string[] }>("/vocabulary");
  const [verdict, setVerdict] = useState<Verdict | "">("");
  const [required, setRequired] = useState<readonly string[]>(view.required_specialties);
  const [reason, setReason] = useState("");
  const [specialty, setSpecialty] = useState("");
  const deed = useDeed("screen", ["required_specialties", "reason", "specialty"]);
  const specialties = known.data?.specialties ?? view.required_specialties;
  const options = specialties.map((each) => ({ value: each, text: specialtyName(each) }));
  const ready = verdict === "screen" ? required.length > 0 : verdict !== "" && reason.trim() !== "";
  const send = async (event: Event) => {
    event.preventDefault();
    if (!ready) return;
    const body =
      verdict === "screen" ? { required_specialties: required } : { reason: reason.trim(), ...(verdict === "single_consult" && { specialty: specialty || null }) };
    if (await deed.run(() => api.post(`/requests/${view.request_id}/${verdict}`, body, { ifMatch: view.version }))) onDone();
  };
  return (
    <form class="mdt-sheet" onSubmit={(event) => void send(event)}>
      <p>
        <strong>{view.patient.name || t("today.unidentified")}</strong> {sexAge(view.patient.sex, view.patient.age)}{" "}
        <span class="meta">{[view.from_org.name, view.created_by.name, view.board.name].join(" · ")}</span>{" "}
        <a href={`/cases/${view.case_id}`}>{t("mdt.whole_case")}</a>
      </p>
      <p class="mdt-question" dir="auto">
        {view.question}
      </p>
      <FormRead form={view.form} required={view.required_specialties} />
      <Choice
        label={t("mdt.screen_verdict")}
        value={verdict}
        onChange={(chosen) => setVerdict(chosen as Verdict)}
        options={VERDICTS.map((each) => ({ value: each, text: t(`mdt.verdict.${each}`) }))}
      />
      {verdict === "screen" && (
        <Checks
          id="screen-required_specialties"
          label={t("mdt.form.required_specialties")}
          options={options}
          chosen={required}
          onChange={setRequired}
          error={deed.faults["required_specialties"] ?? null}
        />
      )}
      {verdict === "single_consult" && (
        <Select label={t("mdt.single_specialty")} value={specialty} empty={t("mdt.single_none")} options={options} onChange={setSpecialty} />
      )}
      {verdict !== "" && verdict !== "screen" && (
        <Field label={t(`mdt.why.${verdict}`)} value={reason} onInput={setReason} rows={3} maxLength={1000} required error={deed.faults["reason"] ?? null} />
      )}
      <Failure text={deed.general} />
      {verdict !== "" && (
        <div class="mdt-row-deeds">
          <Button kind="filled" type="submit" busy={deed.busy} disabled={!ready}>
            {t(`mdt.verdict_do.${verdict}`)}
          </Button>
        </div>
      )}
    </form>
  );
}
