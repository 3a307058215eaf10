import { t } from "../../../i18n";
import { Button, Field } from "../../../ui";
import { plus, x } from "../../../ui/icons";
import { said, type Template } from "../../forms/templates";
import { gapError, type Form } from "../form";
import { Phrases } from "./Phrases";

const MOST = 5;

/** One to five numbered questions; each gets its own answer. */
export function Questions({ form, template }: { form: Form; template: Template | undefined }) {
  const { questions } = form.draft;
  const write = (index: number, text: string) =>
    form.change((draft) => ({ ...draft, questions: draft.questions.map((each, at) => (at === index ? text : each)) }));
  const add = () => {
    form.change((draft) => ({ ...draft, questions: [...draft.questions, ""] }));
    requestAnimationFrame(() => document.getElementById(`new-question-${questions.length}`)?.focus());
  };
  const pick = (phrase: string) =>
    form.change((draft) => {
      const empty = draft.questions.findIndex((each) => each.trim() === "");
      if (empty < 0) return { ...draft, questions: [...draft.questions, phrase] };
      return { ...draft, questions: draft.questions.map((each, at) => (at === empty ? phrase : each)) };
    });
  const open = questions.length < MOST || questions.some((each) => each.trim() === "");
  const phrases = open ? (template?.questions ?? []).map(said).filter((each) => !questions.includes(each)) : [];
  const remove = (index: number) =>
    form.change((draft) => ({ ...draft, questions: draft.questions.filter((_, at) => at !== index) }));
  return (
    <div class="new-questions">
      {questions.map((text, index) => (
        <div class="new-question" key={index}>
          <Field
            id={`new-question-${index}`}
            label={t("new.question", { n: index + 1 })}
            value={text}
            maxLength={500}
            placeholder={index === 0 && template?.questions[0] !== undefined ? said(template.questions[0]) : undefined}
            error={index === 0 ? gapError(form, "questions") : null}
            onInput={(value) => write(index, value)}
          />
          {questions.length > 1 && (
            <Button kind="text" size="small" icon={x} label={t("new.question_remove", { n: index + 1 })} onClick={() => remove(index)} />
          )}
        </div>
      ))}
      <Phrases label={t("new.phrases_question")} phrases={phrases} onPick={pick} />
      {questions.length < MOST && (
        <Button kind="text" size="small" icon={plus} onClick={add}>
          {t("new.question_add")}
        </Button>
      )}
    </div>
  );
}
