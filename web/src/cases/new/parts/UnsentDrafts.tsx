import { formatDateTime, t } from "../../../i18n";
import { Button, sexAge } from "../../../ui";
import type { Draft } from "../draft/draft";

interface UnsentDraftsProps {
  drafts: readonly Draft[];
  onDiscard: (id: string) => void;
}

/** What this person began on this device and did not send: never mixed into a fresh page. */
export function UnsentDrafts({ drafts, onDiscard }: UnsentDraftsProps) {
  if (drafts.length === 0) return null;
  return (
    <ul class="new-unsent" aria-label={t("new.unsent")}>
      {drafts.map((each) => (
        <li key={each.id}>
          <span>
            {t("new.unsent_line", { who: whoOf(each), time: each.savedAt === null ? "" : formatDateTime(each.savedAt) })}
          </span>
          <Button size="small" href={`/cases/new?draft=${each.id}`}>
            {t("new.unsent_continue")}
          </Button>
          <Button size="small" kind="text" onClick={() => onDiscard(each.id)}>
            {t("new.unsent_discard")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Enough to know the patient again. */
export function whoOf({ who, texts }: Draft): string {
  const name = who.unidentified ? t("new.unidentified") : who.name.trim();
  const rest = sexAge(who.sex === "" ? null : who.sex, who.age === "" ? null : Number.parseInt(who.age, 10) || who.age);
  return [name, rest, texts.chief_complaint.trim()].filter(Boolean).join(" · ") || t("new.nameless");
}
