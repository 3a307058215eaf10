import { useEffect } from "preact/hooks";
import { me } from "../../api";
import { formatDateTime, t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Conflict } from "../../reports";
import { Field, SaveChip } from "../../ui";
import { Icon, lock } from "../../ui/icons";
import { opinionDraft, storedOpinion } from "../outcome/drafts";
import type { MdtView, PreOpinion } from "../types";

const WRITTEN_IN = new Set(["preparing", "in_session", "async_window"]);

/** Sealed envelopes, in or not; they open together. */
export function PreOpinions({ view, reload }: { view: MdtView; reload: () => void }) {
  const opened = view.opinions_opened_at;
  const mine = view.opinions.find((each) => each.mine);
  const writes = opened === null && mine !== undefined && WRITTEN_IN.has(view.state);
  if (view.opinions.length === 0) return null;
  return (
    <section class="mdt-part" aria-labelledby="mdt-opinions">
      <header class="mdt-part-head">
        <h2 id="mdt-opinions">{t("mdt.opinions")}</h2>
        <span class="meta">{opened === null ? t("mdt.opinions_sealed") : t("mdt.opinions_opened", { time: formatDateTime(opened) })}</span>
      </header>
      <ul class="mdt-envelopes">
        {inOrder(view.opinions).map((each) => (
          <Envelope key={each.person.id} opinion={each} opened={opened !== null} />
        ))}
      </ul>
      {writes && <Mine view={view} mine={mine} reload={reload} />}
    </section>
  );
}

/** Once they are open, those that say something come first. */
const inOrder = (opinions: readonly PreOpinion[]) => [...opinions].sort((a, b) => Number(!a.text) - Number(!b.text));

function Envelope({ opinion, opened }: { opinion: PreOpinion; opened: boolean }) {
  return (
    <li class={`mdt-envelope${opened ? " mdt-envelope-open" : ""}`}>
      <p>
        <strong>{specialtyName(opinion.specialty)}</strong> {opinion.person.name} <span class="meta">{opinion.org.name}</span>
      </p>
      {opened ? (
        <p class="mdt-envelope-text" dir="auto">
          {opinion.text || t("mdt.opinion_none")}
        </p>
      ) : (
        <span class={opinion.in ? "mdt-envelope-in" : "meta"}>
          {opinion.in && <Icon of={lock} size={14} />}
          {t(opinion.in ? "mdt.opinion_in" : "mdt.opinion_out")}
        </span>
      )}
    </li>
  );
}

function Mine({ view, mine, reload }: { view: MdtView; mine: PreOpinion; reload: () => void }) {
  const drafting = opinionDraft(me.value?.id ?? "", view.request_id);
  useEffect(() => void drafting.open(storedOpinion(mine)), [drafting, mine]);
  const conflict = drafting.conflict.value;
  useEffect(() => {
    if (conflict === true) reload();
  }, [conflict, reload]);
  const { state, at } = drafting.save.value;
  return (
    <div class="mdt-mine">
      {conflict !== null && <Conflict drafting={drafting} />}
      <Field
        id="mdt-opinion"
        label={t("mdt.opinion_mine")}
        hint={t("mdt.opinion_blind")}
        value={drafting.writing.value}
        rows={4}
        maxLength={4000}
        onInput={(text) => drafting.change(text)}
      />
      {state !== "none" && <SaveChip state={state} at={at} />}
    </div>
  );
}
