import { useEffect } from "preact/hooks";
import { now, useResource } from "../../../api";
import { formatDateTime, formatTime, plural, t } from "../../../i18n";
import { sexAge, type Sex } from "../../../ui";
import { toBox } from "../../../i18n/zoned";
import { live } from "../../../rooms";
import type { Draft, Who } from "../draft/draft";
import type { Form } from "../form";

/** What the hospital has just recorded; the person is as the recorder has it. */
export interface Startable {
  kind: string;
  id: string;
  at: string;
  received_at: string;
  label: string;
  device: string;
  modality: string;
  name: string;
  sex: Sex | null;
  birth_date: string | null;
  age: number | null;
  national_id: string;
  mrn: string;
  statement: string;
}

/** What may start this case; `wanted` ("ecg:id") is what the recordings desk has said. */
export function useStartable({ draft, change }: Pick<Form, "draft" | "change">, wanted: string | undefined): readonly Startable[] {
  const here = draft.orgId === "" || draft.requestId !== null ? null : `/hospitals/${draft.orgId}/startable${wanted === undefined ? "" : `?also=${wanted.replace(/^.*:/, "")}`}`;
  const found = useResource<{ items: Startable[] }>(here);
  const items = found.data?.items ?? [];
  useEffect(() => live.onNews(["org:*"], found.reload), [here]);
  useEffect(() => {
    const item = items.find((each) => `${each.kind}:${each.id}` === wanted);
    if (item !== undefined && draft.recordings.length === 0) change((old) => startFrom(old, item));
  }, [wanted, items.length]);
  return items;
}

/** Recordings of the last two hours: one press starts the case from it. */
export function Recordings({ form, items }: { form: Form; items: readonly Startable[] }) {
  const { draft } = form;
  return (
    <section class="new-recordings" aria-labelledby="new-recordings">
      <h2 id="new-recordings">{t("new.recordings")}</h2>
      <ul>
        {items.map((each) => {
          const chosen = draft.recordings.some((one) => one.id === each.id);
          return (
            <li key={each.id}>
              <button
                type="button"
                class="new-recording"
                aria-pressed={chosen}
                onClick={() => form.change((old) => (chosen ? without(old, each) : startFrom(old, each)))}
              >
                <b>{each.name || t("new.recording_nameless")}</b>
                <span>{sexAge(each.sex, each.age)}</span>
                <span class="meta">
                  {[each.modality, timeWords(each), agoWords(each.received_at)].filter(Boolean).join(" · ")}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const DAY = 86_400_000;

/** The recorder's own time; with its date where that is not today's. */
const timeWords = ({ at, received_at: received }: Startable) =>
  Math.abs(Date.parse(received) - Date.parse(at)) < DAY ? formatTime(at) : formatDateTime(at);

function agoWords(at: string): string {
  const minutes = Math.round((now.value - Date.parse(at)) / 60_000);
  return minutes >= 0 && minutes < 180 ? plural("new.recorded_ago", minutes) : "";
}

/** Fills what the recorder knows; what was typed by hand stays. */
export function startFrom(draft: Draft, item: Startable): Draft {
  const { who } = draft;
  const born = who.birthDate === "" && who.age === "";
  const filled: Who = {
    ...who,
    unidentified: item.name === "" && item.mrn === "" && item.national_id === "" ? who.unidentified : false,
    name: who.name.trim() === "" ? item.name : who.name,
    sex: who.sex === "" ? (item.sex ?? "") : who.sex,
    birthDate: born ? (item.birth_date ?? "") : who.birthDate,
    age: born && item.birth_date === null && item.age !== null ? String(item.age) : who.age,
    nationalId: who.nationalId === "" ? item.national_id : who.nationalId,
    mrn: who.mrn === "" ? item.mrn : who.mrn,
  };
  const first: Draft["details"] = item.kind === "ecg" && draft.details.first_ecg === undefined ? { first_ecg: toBox(item.at) } : {};
  return {
    ...draft,
    who: filled,
    details: { ...draft.details, ...first },
    recordings: [...draft.recordings, { kind: item.kind, id: item.id, label: item.label || item.modality }],
  };
}

function without(draft: Draft, item: Startable): Draft {
  return { ...draft, recordings: draft.recordings.filter((each) => each.id !== item.id) };
}
