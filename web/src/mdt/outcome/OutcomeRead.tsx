import { dayText } from "../../admin/forms/today";
import { formatDateTime, t } from "../../i18n";
import { TEXTS, type OutcomeAction, type OutcomeContent } from "./content";

interface OutcomeReadProps {
  content: OutcomeContent;
  nameOf: (person: string) => string;
}

/** The outcome as it stands, in the order of the form; empty fields are left out. */
export function OutcomeRead({ content, nameOf }: OutcomeReadProps) {
  return (
    <dl class="mdt-outcome-read">
      {TEXTS.filter((name) => content[name].trim() !== "").map((name) => (
        <div key={name} class={name === "decision" ? "mdt-decision" : undefined}>
          <dt>{t(`mdt.outcome.${name}`)}</dt>
          <dd dir="auto">{content[name]}</dd>
        </div>
      ))}
      {content.actions.length > 0 && (
        <div>
          <dt>{t("mdt.outcome.actions")}</dt>
          <dd>
            <ol class="mdt-action-list">
              {content.actions.map((each, index) => (
                <li key={index}>{actionWords(each, nameOf)}</li>
              ))}
            </ol>
          </dd>
        </div>
      )}
      {content.review_date !== "" && (
        <div>
          <dt>{t("mdt.outcome.review_date")}</dt>
          <dd>{dayText(content.review_date)}</dd>
        </div>
      )}
    </dl>
  );
}

/** "Book the operating room · Surgeon A · by 3 Nov 2025, 14:00". */
export function actionWords(action: OutcomeAction, nameOf: (person: string) => string): string {
  return [
    action.text,
    action.owner_id === null ? "" : nameOf(action.owner_id),
    action.due_at === null ? "" : t("mdt.action.by", { time: formatDateTime(action.due_at) }),
  ]
    .filter(Boolean)
    .join(" · ");
}

export const isEmpty = (content: OutcomeContent) =>
  TEXTS.every((name) => content[name].trim() === "") && content.actions.length === 0 && content.review_date === "";
