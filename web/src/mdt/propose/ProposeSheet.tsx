import { useState } from "preact/hooks";
import { Checks } from "../../admin/forms/Checks";
import { Failure } from "../../admin/forms/Failure";
import { fieldId, useDeed } from "../../admin/forms/useDeed";
import { WorkSheet } from "../../admin/forms/WorkSheet";
import { api, useResource } from "../../api";
import { t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Button, Check, Choice, Field, PageError, Select, SendBar, Skeleton, wordOf, type Urgency } from "../../ui";
import type { Board, MdtView, ProposalForm } from "../types";
import { EMPTY_PROPOSAL, FORM_TEXTS, GRADES, missing } from "./form";
import "../../admin/frame/admin.css";
import "../mdt.css";
import "../outcome/papers.css";
import "../sheets/sheets.css";

const FORM = "propose";
const FIELDS = ["board_id", "question", ...FORM_TEXTS, "required_specialties"];
const URGENCIES: readonly Urgency[] = ["urgent", "routine"];

interface ProposeSheetProps {
  caseId: string;
  /** One that was sent already and came back: what is wanted is added. */
  request?: { id: string; version: number } | null;
  /** What is wanted, in the words of whoever sent it back. */
  wanted?: string;
  onClose: () => void;
  /** With the request that was made. */
  onDone: (requestId: string) => void;
}

/** A case is proposed to an MDT: what is asked, and what the team has to know beforehand. */
export function ProposeSheet({ caseId, request = null, wanted = "", onClose, onDone }: ProposeSheetProps) {
  const boards = useResource<{ items: Board[] }>("/mdt/boards");
  const before = useResource<MdtView>(request === null ? null : `/requests/${request.id}/mdt`);
  const failure = boards.error ?? before.error;
  if (boards.data === undefined || (request !== null && before.data === undefined)) {
    return (
      <WorkSheet title={t("mdt.propose")} dirty={false} onClose={onClose}>
        {failure === undefined ? <Skeleton rows={6} /> : <PageError error={failure} onRetry={boards.reload} />}
      </WorkSheet>
    );
  }
  const offered = boards.data.items.filter((each) => each.active && each.partnership_id !== null);
  return <Form caseId={caseId} boards={offered} before={request === null ? null : (before.data ?? null)} wanted={wanted} onClose={onClose} onDone={onDone} />;
}

interface FormProps {
  caseId: string;
  boards: readonly Board[];
  before: MdtView | null;
  wanted: string;
  onClose: () => void;
  onDone: (requestId: string) => void;
}

function Form({ caseId, boards, before, wanted, onClose, onDone }: FormProps) {
  const only = boards.length === 1 ? boards[0] : undefined;
  const [boardId, setBoard] = useState(before?.board.id ?? only?.id ?? "");
  const [urgency, setUrgency] = useState<Urgency>("routine");
  const [question, setQuestion] = useState(before?.question ?? "");
  const [form, setForm] = useState<ProposalForm>(before?.form ?? { ...EMPTY_PROPOSAL, required_specialties: only?.required_specialties ?? [] });
  const [touched, setTouched] = useState(false);
  const known = useResource<{ specialties: string[] }>("/vocabulary");
  const deed = useDeed(FORM, FIELDS);
  const put = (part: Partial<ProposalForm>) => {
    setTouched(true);
    setForm({ ...form, ...part });
  };
  const choose = (id: string) => {
    setBoard(id);
    // Whom the board usually needs stands there until somebody says otherwise.
    const usual = boards.find((each) => each.id === id)?.required_specialties ?? [];
    if (form.required_specialties.length === 0) put({ required_specialties: usual });
  };
  const left = missing(boardId, question, form);
  const send = async (event: Event) => {
    event.preventDefault();
    if (left.length > 0) return;
    let made = before?.request_id ?? "";
    const propose = async () => {
      made = (await api.post<{ id: string }>(`/cases/${caseId}/mdt`, { board_id: boardId, urgency, question: question.trim(), form })).id;
    };
    if (await deed.run(before === null ? propose : () => resend(before, question.trim(), form))) onDone(made);
  };
  const text = (name: (typeof FORM_TEXTS)[number] | "images_note", rows = 2) => (
    <Field
      id={fieldId(FORM, name)}
      label={t(`mdt.form.${name}`)}
      value={form[name]}
      rows={rows}
      maxLength={4000}
      required={name === "disease"}
      onInput={(value) => put({ [name]: value })}
      error={deed.faults[name] ?? null}
    />
  );
  return (
    <WorkSheet title={t(before === null ? "mdt.propose" : "mdt.do.supply_info")} dirty={touched} onClose={onClose}>
      <form id={FORM} class="mdt-sheet" onSubmit={(event) => void send(event)} noValidate>
        {wanted !== "" && (
          <div>
            <p class="meta">{t("steps.waits_for")}</p>
            <blockquote class="mdt-verbatim" dir="auto">
              {wanted}
            </blockquote>
          </div>
        )}
        {before === null && (
          <Select
            id={fieldId(FORM, "board_id")}
            label={t("mdt.propose_to")}
            value={boardId}
            empty={t("mdt.propose_choose")}
            options={boards.map((each) => ({ value: each.id, text: [each.name, each.org.name].join(" · ") }))}
            onChange={choose}
            required
            hint={boards.length === 0 ? t("mdt.propose_none") : undefined}
            error={deed.faults["board_id"] ?? null}
          />
        )}
        <Field
          id={fieldId(FORM, "question")}
          label={t("mdt.question")}
          value={question}
          rows={2}
          maxLength={500}
          required
          onInput={(value) => {
            setTouched(true);
            setQuestion(value);
          }}
          error={deed.faults["question"] ?? null}
        />
        {before === null && (
          <Choice
            label={t("mdt.urgency")}
            value={urgency}
            onChange={(chosen) => setUrgency(chosen as Urgency)}
            options={URGENCIES.map((each) => ({ value: each, text: wordOf(each) }))}
          />
        )}
        {text("disease")}
        {text("stage", 1)}
        <Choice
          label={t("mdt.form.performance_status")}
          value={form.performance_status}
          onChange={(performance_status) => put({ performance_status })}
          options={[{ value: "", text: t("mdt.grade.unknown") }, ...GRADES.map((value) => ({ value, text: t(`mdt.grade.${value}`) }))]}
        />
        {text("comorbidity")}
        {text("preference")}
        {text("social")}
        {text("options")}
        <Check checked={form.images_ready} onChange={(images_ready) => put({ images_ready })}>
          {t("mdt.images_ready")}
        </Check>
        {text("images_note", 1)}
        <Checks
          id={fieldId(FORM, "required_specialties")}
          label={t("mdt.form.required_specialties")}
          options={(known.data?.specialties ?? []).map((value) => ({ value, text: specialtyName(value) }))}
          chosen={form.required_specialties}
          onChange={(required_specialties) => put({ required_specialties })}
          required
          error={deed.faults["required_specialties"] ?? null}
        />
        <Failure text={deed.general} />
        <SendBar missing={left.map((name) => ({ text: t(name === "question" ? "mdt.question" : name === "board_id" ? "mdt.propose_to" : `mdt.form.${name}`), field: fieldId(FORM, name) }))}>
          <Button kind="filled" type="submit" busy={deed.busy} disabled={left.length > 0}>
            {t(before === null ? "mdt.propose_send" : "mdt.do.supply_info")}
          </Button>
        </SendBar>
      </form>
    </WorkSheet>
  );
}

/** What was added goes with the step that sends it on. */
async function resend(before: MdtView, question: string, form: ProposalForm): Promise<void> {
  const saved = await api.put<{ version?: number }>(`/requests/${before.request_id}/mdt/form`, { question, form }, { ifMatch: before.version });
  await api.post(`/requests/${before.request_id}/supply_info`, { reason: "" }, { ifMatch: saved.version ?? before.version });
}
