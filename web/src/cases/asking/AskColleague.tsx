import { useEffect, useState } from "preact/hooks";
import { api, useResource } from "../../api";
import { formatDateTime, formatTime, t, tError } from "../../i18n";
import { live } from "../../rooms";
import { Button, Choice, Field } from "../../ui";
import { useCasePage } from "../page/state/context";
import { EndTask, type Task } from "./Tasks";
import { wantedName } from "./wanted";

const WANTED = ["ecg", "ct", "xray", "ultrasound", "mr", "laboratory", "papers", "consent"] as const;

/** "Ask my CT room": what was asked of colleagues for this case, and a new asking. */
export function AskColleague() {
  const { detail } = useCasePage();
  const mine = detail.allowed.includes("add_material");
  const found = useResource<{ items: Task[] }>(`/cases/${detail.id}/tasks`);
  const [asking, setAsking] = useState(false);
  useEffect(() => live.onNews([`case:${detail.id}`], found.reload), [detail.id]);
  const items = found.data?.items ?? [];
  if (!mine && items.length === 0) return null;
  return (
    <section>
      <div class="request-head">
        <h2>{t("asking.colleagues")}</h2>
        {mine && !asking && (
          <Button size="small" onClick={() => setAsking(true)}>
            {t("asking.ask")}
          </Button>
        )}
      </div>
      {asking && (
        <AskForm
          caseId={detail.id}
          onClose={() => {
            setAsking(false);
            found.reload();
          }}
        />
      )}
      {items.length > 0 && (
        <ul class="follow-list">
          {items.map((each) => (
            <li key={each.id}>
              <span>{wantedName(each.wanted)}</span>
              <span>{stateOf(each)}</span>
              {each.text !== "" && <span dir="auto">{each.text}</span>}
              {mine && each.state === "open" && <EndTask task={each} onEnded={found.reload} />}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function stateOf(task: Task): string {
  if (task.state === "open") return t("asking.open_until", { who: task.asked_by?.name ?? "", time: formatTime(task.due_at) });
  return t(`asking.task_is.${task.state}`, { who: task.done_by?.name ?? "", time: task.done_at === null ? "" : formatDateTime(task.done_at) });
}

function AskForm({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const [wanted, setWanted] = useState<string>("ct");
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const ask = async () => {
    setBusy(true);
    try {
      await api.post(`/cases/${caseId}/tasks`, { wanted, text });
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <div class="ask-form">
      <Choice
        label={t("asking.wanted")}
        value={wanted}
        options={WANTED.map((each) => ({ value: each, text: t(`asking.wanted.${each}`) }))}
        onChange={setWanted}
      />
      <Field label={t("asking.ask_text")} value={text} maxLength={500} onInput={setText} />
      {failure !== null && <p class="follow-failure">{tError(failure)}</p>}
      <p class="task-end">
        <Button size="small" busy={busy} onClick={() => void ask()}>
          {t("asking.ask_send")}
        </Button>
        <Button size="small" kind="text" onClick={onClose}>
          {t("common.cancel")}
        </Button>
      </p>
    </div>
  );
}
