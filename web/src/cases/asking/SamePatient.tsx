import { useEffect, useState } from "preact/hooks";
import { api, useResource } from "../../api";
import { formatDateTime, t, tError } from "../../i18n";
import { Button, Field, sexAge, Sheet, type Sex } from "../../ui";
import { useCasePage } from "../page/state/context";
import "./asking.css";

interface Found {
  id: string;
  name: string;
  sex: Sex | null;
  birth_date: string | null;
  age: number | null;
  identifiers: string[];
  cases: number;
}

interface Merge {
  id: string;
  from_name: string;
  into_name: string;
  reason: string;
  by: { name: string } | null;
  at: string;
  undone_by: { name: string } | null;
  undone_at: string | null;
  undone_reason: string;
}

/** A record that turns out to be a second one of the same person, and the way back. */
export function SamePatient() {
  const { detail, reload } = useCasePage();
  const may = detail.allowed.includes("edit_case");
  const merges = useResource<{ items: Merge[] }>(may ? `/cases/${detail.id}/merges` : null);
  const [open, setOpen] = useState(false);
  const items = merges.data?.items ?? [];
  if (!may) return null;
  const changed = () => {
    merges.reload();
    reload();
  };
  return (
    <section>
      <div class="request-head">
        <h2>{t("asking.record")}</h2>
        <Button size="small" kind="text" onClick={() => setOpen(true)}>
          {t("asking.same_patient")}
        </Button>
      </div>
      {items.length > 0 && (
        <ul class="follow-list">
          {items.map((each) => (
            <MergeLine key={each.id} merge={each} onUndone={changed} />
          ))}
        </ul>
      )}
      {open && (
        <MergeSheet
          onClose={() => setOpen(false)}
          onMerged={() => {
            setOpen(false);
            changed();
          }}
        />
      )}
    </section>
  );
}

const named = (name: string) => name || t("asking.unidentified");

function MergeLine({ merge, onUndone }: { merge: Merge; onUndone: () => void }) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [failure, setFailure] = useState<unknown>(null);
  const undo = async () => {
    try {
      await api.post(`/merges/${merge.id}/undo`, { reason });
      onUndone();
    } catch (error) {
      setFailure(error);
    }
  };
  const told = { from: named(merge.from_name), into: named(merge.into_name), who: merge.by?.name ?? "", time: formatDateTime(merge.at), reason: merge.reason };
  return (
    <li>
      <span>{t("asking.merged", told)}</span>
      {merge.undone_at !== null && (
        <span>{t("asking.unmerged", { who: merge.undone_by?.name ?? "", time: formatDateTime(merge.undone_at), reason: merge.undone_reason })}</span>
      )}
      {merge.undone_at === null && !asking && (
        <Button size="small" kind="text" onClick={() => setAsking(true)}>
          {t("asking.unmerge")}
        </Button>
      )}
      {asking && merge.undone_at === null && (
        <>
          <Field label={t("asking.reason")} value={reason} maxLength={500} onInput={setReason} />
          <Button size="small" disabled={reason.trim() === ""} onClick={() => void undo()}>
            {t("asking.unmerge")}
          </Button>
        </>
      )}
      {failure !== null && <span class="follow-failure">{tError(failure)}</span>}
    </li>
  );
}

const PAUSE = 250;

function MergeSheet({ onClose, onMerged }: { onClose: () => void; onMerged: () => void }) {
  const { detail } = useCasePage();
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly Found[]>([]);
  const [chosen, setChosen] = useState<Found | null>(null);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted.length < 2) return setFound([]);
    const abort = new AbortController();
    const timer = setTimeout(() => {
      api.get<{ items: Found[] }>(`/hospitals/${detail.owner_org.id}/patients?q=${encodeURIComponent(wanted)}`, { signal: abort.signal }).then(
        ({ items }) => setFound(items.filter((each) => each.id !== detail.patient.id)),
        (error: unknown) => abort.signal.aborted || setFailure(error),
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);
  const merge = async () => {
    if (chosen === null) return;
    setBusy(true);
    try {
      await api.post(`/cases/${detail.id}/merge`, { into_id: chosen.id, reason });
      onMerged();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <Sheet
      open
      title={t("asking.merge_title", { who: named(detail.patient.name) })}
      onClose={onClose}
      actions={
        <>
          {failure !== null && <p class="edit-failed">{tError(failure)}</p>}
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button kind="filled" busy={busy} disabled={chosen === null || reason.trim() === ""} onClick={() => void merge()}>
            {t("asking.merge")}
          </Button>
        </>
      }
    >
      <div class="sheet-form">
        <p>{t("asking.merge_about")}</p>
        <Field type="search" label={t("asking.merge_search")} value={text} maxLength={100} onInput={setText} autoFocus />
        <ul class="merge-found">
          {found.map((each) => (
            <li key={each.id}>
              <label class="check">
                <input type="radio" name="merge-into" checked={chosen?.id === each.id} onChange={() => setChosen(each)} />
                <span>
                  <b>{named(each.name)}</b> {[sexAge(each.sex, each.age), each.birth_date, ...each.identifiers].filter(Boolean).join(" · ")}{" "}
                  <span class="meta">{t("asking.merge_cases", { n: each.cases })}</span>
                </span>
              </label>
            </li>
          ))}
        </ul>
        {text.trim().length >= 2 && found.length === 0 && <p class="meta">{t("asking.merge_none")}</p>}
        <Field label={t("asking.reason")} value={reason} maxLength={500} onInput={setReason} />
      </div>
    </Sheet>
  );
}
