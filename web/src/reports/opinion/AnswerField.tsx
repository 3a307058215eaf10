import { useEffect } from "preact/hooks";
import { t } from "../../i18n";
import { Check, Field } from "../../ui";
import type { Answer, Question } from "../../cases/detail";

interface AnswerFieldProps {
  question: Question;
  answer: Answer;
  onChange: (answer: Answer) => void;
  /** Counts up when somebody asks to come here. */
  asked: number;
}

/** One question: its answer, or why it cannot be answered. */
export function AnswerField({ question, answer, onChange, asked }: AnswerFieldProps) {
  const id = `answer-${question.no}`;
  useEffect(() => {
    if (asked === 0) return;
    const box = document.getElementById(id);
    box?.focus({ preventScroll: true });
    // With its question above it, also where the keyboard of a phone takes half the glass.
    box?.closest(".answer")?.scrollIntoView({ block: "start" });
  }, [asked, id]);
  return (
    <div class="answer">
      <p class="answer-question">
        <span class="question-no">{question.no}</span>
        <strong>{question.text}</strong>
      </p>
      <Field
        id={id}
        label={t(answer.cannot ? "opinion.cannot_reason" : "opinion.answer")}
        value={answer.cannot ? answer.reason : answer.text}
        onInput={(text) => onChange(answer.cannot ? { ...answer, reason: text } : { ...answer, text })}
        rows={2}
        maxLength={8000}
        required
      />
      <Check checked={answer.cannot} onChange={(cannot) => onChange({ ...answer, cannot })}>
        {t("opinion.cannot")}
      </Check>
    </div>
  );
}
