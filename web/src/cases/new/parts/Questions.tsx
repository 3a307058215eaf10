import { t } from "../../../i18n";
import { Button, Field } from "../../../ui";
import { plus, x } from "../../../ui/icons";
import { gapError, type Form } from "../form";

const MOST = 5;

/** One to five numbered questions; each gets its own answer. */
export function Questions({ form }: { form: Form }) {
  const { questions } = form.draft;
  const write = (index: number, text: string) =>
    form.change((draft) => ({ ...draft, questions: draft.questions.map((each, at) => (at === index ? text : each)) }));
  const add = () => {
    form.change((draft) => ({ ...draft, questions: [...draft.questions, ""] }));
    requestAnimationFrame(() => document.getElementById(`new-question-${questions.length}`)?.focus());
  };
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
            placeholder={index === 0 ? t(`new.question_example.${form.draft.template}`) : undefined}
            error={index === 0 ? gapError(form, "questions") : null}
            onInput={(value) => write(index, value)}
          />
          {questions.length > 1 && (
            <Button kind="text" size="small" icon={x} label={t("new.question_remove", { n: index + 1 })} onClick={() => remove(index)} />
          )}
        </div>
      ))}
      {questions.length < MOST && (
        <Button kind="text" size="small" icon={plus} onClick={add}>
          {t("new.question_add")}
        </Button>
      )}
    </div>
  );
}
