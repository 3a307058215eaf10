import { t } from "../../i18n";
import { Field } from "../../ui";
import { SECTIONS, type Question } from "../../cases/detail";
import { AnswerField } from "./AnswerField";
import { answerTo, withAnswer, withSection, type Writing } from "./complete";

interface WritingFieldsProps {
  questions: readonly Question[];
  writing: Writing;
  onChange: (writing: Writing) => void;
  target: { no: number; asked: number } | null;
}

export function WritingFields({ questions, writing, onChange, target }: WritingFieldsProps) {
  return (
    <div class="writing">
      {questions.map((question) => (
        <AnswerField
          key={question.no}
          question={question}
          answer={answerTo(writing, question.no)}
          onChange={(answer) => onChange(withAnswer(writing, answer))}
          asked={target?.no === question.no ? target.asked : 0}
        />
      ))}
      {SECTIONS.map((section) => (
        <Field
          key={section}
          label={t(`opinion.section.${section}`)}
          value={writing.content[section] ?? ""}
          onInput={(text) => onChange(withSection(writing, section, text))}
          rows={2}
          maxLength={8000}
        />
      ))}
    </div>
  );
}
