import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { me } from "../../api";
import { t } from "../../i18n";
import type { Draft } from "../../cases/new/draft/draft";
import { serverDrafts } from "../../cases/new/draft/serverCopy";
import { listDrafts } from "../../cases/new/draft/store";
import { CaseRow } from "../../ui";
import { whenWords } from "./words";

/** Cases begun on this device or at another desk that nobody has sent. */
export function useLocalDrafts(): readonly Draft[] {
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const person = me.value?.id;
  useEffect(() => {
    if (person === undefined) return;
    void Promise.all([listDrafts(person), serverDrafts()]).then(([here, there]) => {
      const known = new Set(here.map((each) => each.id));
      const all = [...here, ...there.map(({ draft }) => draft).filter((each) => !known.has(each.id))];
      setDrafts(all.filter((each) => each.requestId === null));
    });
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
