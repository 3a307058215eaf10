import { fromBox, toBox } from "../../i18n/zoned";
import { t } from "../../i18n";
import { Button, Field, Select, type Option } from "../../ui";
import { plus, x } from "../../ui/icons";
import { MOST_ACTIONS, TEXTS, type OutcomeAction, type OutcomeContent, type OutcomeText } from "./content";

interface OutcomeFormProps {
  content: OutcomeContent;
  /** Whoever may own an action. */
  people: readonly Option[];
  onChange: (content: OutcomeContent) => void;
}

const ROWS: Partial<Record<OutcomeText, number>> = { decision: 3, rationale: 3 };

/** Typed by the secretary while it is said. */
export function OutcomeForm({ content, people, onChange }: OutcomeFormProps) {
  const put = (part: Partial<OutcomeContent>) => onChange({ ...content, ...part });
  return (
    <div class="mdt-outcome-form">
      {TEXTS.map((name) => (
        <Field
          key={name}
          label={t(`mdt.outcome.${name}`)}
          value={content[name]}
          rows={ROWS[name] ?? 2}
          maxLength={4000}
          required={name === "decision"}
          onInput={(text) => put({ [name]: text })}
        />
      ))}
      <Actions actions={content.actions} people={people} onChange={(actions) => put({ actions })} />
      <Field type="date" label={t("mdt.outcome.review_date")} value={content.review_date} onInput={(review_date) => put({ review_date })} />
    </div>
  );
}

interface ActionsProps {
  actions: readonly OutcomeAction[];
  people: readonly Option[];
  onChange: (actions: OutcomeAction[]) => void;
}

/** Who does what by when. */
function Actions({ actions, people, onChange }: ActionsProps) {
  const change = (index: number, part: Partial<OutcomeAction>) =>
    onChange(actions.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <section class="mdt-actions" aria-labelledby="mdt-actions">
      <h3 id="mdt-actions">{t("mdt.outcome.actions")}</h3>
      <ol>
        {actions.map((each, index) => (
          // Lines have no name of their own; they are added at the end or taken away.
          <li key={index}>
            <Field label={t("mdt.action.text")} value={each.text} maxLength={500} onInput={(text) => change(index, { text })} />
            <Select
              label={t("mdt.action.owner")}
              value={each.owner_id ?? ""}
              empty={t("mdt.choose_person")}
              options={people}
              onChange={(owner) => change(index, { owner_id: owner || null })}
            />
            <Field
              type="datetime-local"
              label={t("mdt.action.due")}
              value={each.due_at === null ? "" : toBox(each.due_at)}
              onInput={(text) => change(index, { due_at: fromBox(text) })}
            />
            <Button
              kind="text"
              size="small"
              icon={x}
              label={t("mdt.action.remove", { n: String(index + 1) })}
              onClick={() => onChange(actions.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ol>
      {actions.length < MOST_ACTIONS && (
        <Button size="small" icon={plus} onClick={() => onChange([...actions, { text: "", owner_id: null, due_at: null }])}>
          {t("mdt.action.add")}
        </Button>
      )}
    </section>
  );
}
