import { useState } from "preact/hooks";
import { t } from "../../../../i18n";
import { Field } from "../../../../ui";
import { DeedForm } from "./DeedForm";

/** A further question to the same expert; no second request is needed. */
export function QuestionDeed() {
  const [question, setQuestion] = useState("");
  return (
    <DeedForm action="ask_again" ready={question.trim() !== ""} body={() => ({ question: question.trim() })}>
      <Field label={t("steps.question")} value={question} onInput={setQuestion} rows={2} maxLength={500} required autoFocus />
    </DeedForm>
  );
}
