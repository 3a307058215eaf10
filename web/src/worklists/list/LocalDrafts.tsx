import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { me } from "../../api";
import { t } from "../../i18n";
import type { Draft } from "../../cases/new/draft/draft";
import { listDrafts } from "../../cases/new/draft/store";
import { CaseRow } from "../../ui";
import { whenWords } from "./words";

/** Cases begun on this device that the server does not have yet. */
export function useLocalDrafts(): readonly Draft[] {
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const person = me.value?.id;
  useEffect(() => {
    if (person === undefined) return;
    void listDrafts(person).then((all) => setDrafts(all.filter((each) => each.requestId === null)));
  }, [person]);
  return drafts;
}

export function LocalDraftRow({ draft }: { draft: Draft }) {
  const { route: go } = useLocation();
  const { who } = draft;
  const href = `/cases/new?draft=${draft.id}`;
  const age = Number.parseInt(who.age, 10);
  return (
    <CaseRow
      href={href}
      urgency={draft.urgency}
      name={who.unidentified ? t("today.unidentified") : who.name || t("today.nameless")}
      sex={who.sex === "" ? null : who.sex}
      age={Number.isNaN(age) ? null : age}
      question={draft.questions[0] || draft.texts.chief_complaint}
      where={t("today.where.local", { time: draft.savedAt === null ? "" : whenWords(draft.savedAt) })}
      action={{ text: t("today.deed.finish"), onPress: () => go(href) }}
    />
  );
}
