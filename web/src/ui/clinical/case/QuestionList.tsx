import { t } from "../../../i18n";
import "../clinical.css";

export type QuestionState = "open" | "draft" | "answered" | "cannot" | "adopted" | "partly" | "not_adopted";

export interface QuestionListProps {
  questions: readonly { no: number; text: string; state: QuestionState }[];
  /** Goes to that question's answer. */
  onSelect?: (no: number) => void;
  current?: number;
}

export function QuestionList({ questions, onSelect, current }: QuestionListProps) {
  return (
    <ol class="question-list" aria-label={t("common.questions")}>
      {questions.map((each) => (
        <li key={each.no} class={each.no === current ? "question-current" : undefined}>
          <span class="question-no">{each.no}</span>
          {onSelect === undefined ? (
            <span class="question-text">{each.text}</span>
          ) : (
            <button type="button" class="question-text" onClick={() => onSelect(each.no)}>
              {each.text}
            </button>
          )}
          <span class={`question-state question-${each.state}`}>{t(`common.question_state.${each.state}`)}</span>
        </li>
      ))}
    </ol>
  );
}
