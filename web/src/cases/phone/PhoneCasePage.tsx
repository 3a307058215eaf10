import { useMemo, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { api, me, session, useResource } from "../../api";
import { t, tError } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { newId } from "../../rooms";
import { useTitle } from "../../shell/useTitle";
import { Button, Check, Choice, Field, PageState, Select, wordOf, type Sex, type Urgency } from "../../ui";
import "./phone.css";

interface Agreement {
  id: string;
  requester_org: string;
  requester_name: string;
  provider_org: string;
  provider_name: string;
  services: string[];
  active: boolean;
}

const URGENCIES: readonly Urgency[] = ["emergency", "urgent", "routine"];
const SEXES: readonly Sex[] = ["male", "female"];
const EMPTY = { agreement: "", specialty: "", caller: "", phone: "", name: "", age: "", complaint: "", question: "", read: false };

/** A county telephones: the coordinator writes, reads back and sends it; the county completes it later. */
export default function PhoneCasePage() {
  useTitle(t("steps.phone_title"));
  const { route } = useLocation();
  const id = useMemo(() => newId(), []);
  const agreements = useResource<{ items: Agreement[] }>("/partnerships?limit=200");
  const vocabulary = useResource<{ specialties: string[] }>("/vocabulary");
  const [said, setSaid] = useState(EMPTY);
  const [urgency, setUrgency] = useState<Urgency>("emergency");
  const [sex, setSex] = useState<Sex>("unknown");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const desks = new Set((session.value?.roles ?? []).filter((each) => each.role === "coordinator").map((each) => each.org_id));
  if (me.value !== null && desks.size === 0) return <PageState kind="forbidden" />;
  const callers = (agreements.data?.items ?? []).filter((each) => each.active && desks.has(each.provider_org) && each.services.includes("consultation"));
  const set = (part: Partial<typeof EMPTY>) => setSaid({ ...said, ...part });
  const chosen = callers.find((each) => each.id === said.agreement);
  const needed: [word: string, there: boolean][] = [
    ["steps.phone_county", chosen !== undefined],
    ["steps.phone_caller", said.caller.trim() !== ""],
    ["steps.phone_number", said.phone.trim() !== ""],
    ["case.field.sex", sex !== "unknown"],
    ["case.field.age_years", said.age.trim() !== ""],
    ["steps.phone_specialty", said.specialty !== ""],
    ["case.field.chief_complaint", said.complaint.trim() !== ""],
    ["steps.question", said.question.trim() !== ""],
    ["steps.phone_read_back", said.read],
  ];
  const missing = needed.filter(([, there]) => !there).map(([word]) => t(word));
  const ready = chosen !== undefined && missing.length === 0;

  const send = async () => {
    if (chosen === undefined) return;
    setBusy(true);
    setFailure(null);
    try {
      await api.post("/cases/by-phone", {
        id,
        org_id: chosen.requester_org,
        patient: { name: said.name.trim(), sex, age_years: Number(said.age), unidentified: said.name.trim() === "" },
        urgency,
        questions: [said.question.trim()],
        destination: { partnership_id: chosen.id, specialty: said.specialty },
        caller: said.caller.trim(),
        caller_phone: said.phone.trim(),
        read_back: said.read,
        form: { chief_complaint: said.complaint.trim(), callback_phone: said.phone.trim() },
      });
      route(`/cases/${id}`);
    } catch (error) {
      setFailure(tError(error));
      setBusy(false);
    }
  };
  return (
    <form
      class="phone-case"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !busy) void send();
      }}
    >
      <h1>{t("steps.phone_title")}</h1>
      <fieldset>
        <legend>{t("steps.phone_who")}</legend>
        <Select
          label={t("steps.phone_county")}
          value={said.agreement}
          empty={t("steps.phone_choose")}
          onChange={(agreement) => set({ agreement })}
          options={callers.map((each) => ({ value: each.id, text: desks.size > 1 ? `${each.requester_name} → ${each.provider_name}` : each.requester_name }))}
          required
        />
        <Field label={t("steps.phone_caller")} value={said.caller} onInput={(caller) => set({ caller })} maxLength={200} required />
        <Field type="tel" label={t("steps.phone_number")} value={said.phone} onInput={(phone) => set({ phone })} maxLength={60} required />
      </fieldset>
      <fieldset>
        <legend>{t("steps.phone_patient")}</legend>
        <Field label={t("case.field.name")} value={said.name} onInput={(name) => set({ name })} maxLength={200} hint={t("steps.phone_no_numbers")} />
        <Choice label={t("case.field.sex")} required value={sex} onChange={(value) => setSex(value as Sex)} options={SEXES.map((each) => ({ value: each, text: t(`common.sex.${each}`) }))} />
        <Field type="number" label={t("case.field.age_years")} value={said.age} onInput={(age) => set({ age })} required />
      </fieldset>
      <fieldset>
        <legend>{t("steps.phone_what")}</legend>
        <Choice label={t("steps.urgency")} value={urgency} onChange={(value) => setUrgency(value as Urgency)} options={URGENCIES.map((each) => ({ value: each, text: wordOf(each) }))} />
        <Select
          label={t("steps.phone_specialty")}
          value={said.specialty}
          empty={t("steps.choose_specialty")}
          onChange={(specialty) => set({ specialty })}
          options={(vocabulary.data?.specialties ?? []).map((each) => ({ value: each, text: specialtyName(each) }))}
          required
        />
        <div class="phone-wide">
          <Field label={t("case.field.chief_complaint")} value={said.complaint} onInput={(complaint) => set({ complaint })} rows={2} maxLength={2000} required />
        </div>
        <div class="phone-wide">
          <Field label={t("steps.question")} value={said.question} onInput={(question) => set({ question })} rows={2} maxLength={500} required />
        </div>
      </fieldset>
      <Check checked={said.read} onChange={(read) => set({ read })}>
        {t("steps.phone_read_back")}
      </Check>
      {failure !== null && (
        <p class="phone-failure" role="alert">
          {failure}
        </p>
      )}
      <div class="phone-send">
        <Button type="submit" kind="filled" disabled={!ready} busy={busy}>
          {t("steps.phone_send")}
        </Button>
        {missing.length > 0 && (
          <span class="meta">
            {t("common.send_bar.missing")} {missing.join(" · ")}
          </span>
        )}
      </div>
    </form>
  );
}
