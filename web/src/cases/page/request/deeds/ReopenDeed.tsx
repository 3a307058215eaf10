import { useState } from "preact/hooks";
import { t } from "../../../../i18n";
import { Choice, Field, wordOf, type Urgency } from "../../../../ui";
import { useCasePage } from "../../state/context";
import { DeedForm } from "./DeedForm";

const URGENCIES: readonly Urgency[] = ["emergency", "urgent", "routine"];

/** Asks again about what has ended: a new request in the same room. */
export function ReopenDeed() {
  const { request } = useCasePage();
  const [question, setQuestion] = useState("");
  const [urgency, setUrgency] = useState<Urgency>(request?.urgency ?? "urgent");
  return (
    <DeedForm action="reopen" ready={question.trim() !== ""} body={() => ({ questions: [question.trim()], urgency })}>
      <Field label={t("steps.question")} value={question} onInput={setQuestion} rows={2} maxLength={500} required autoFocus />
      <Choice
        label={t("steps.urgency")}
        value={urgency}
        onChange={(chosen) => setUrgency(chosen as Urgency)}
        options={URGENCIES.map((each) => ({ value: each, text: wordOf(each) }))}
      />
    </DeedForm>
  );
}
