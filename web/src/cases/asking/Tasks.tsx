import { useEffect, useState } from "preact/hooks";
import { api, hasRole, now, useResource } from "../../api";
import { formatDate, formatTime, t, tError } from "../../i18n";
import { live } from "../../rooms";
import { UploadPanel } from "../../upload";
import { Button, sexAge, type Sex } from "../../ui";
import { isCare, wantedName } from "./wanted";
import "./asking.css";

export interface Task {
  id: string;
  case_id: string;
  number: string;
  patient: { name: string; sex: Sex | null; age: number | null };
  wanted: string;
  text: string;
  state: "open" | "done" | "withdrawn";
  asked_by: { name: string } | null;
  person: { name: string } | null;
  created_at: string;
  due_at: string;
  done_at: string | null;
  done_by: { name: string } | null;
  mine: boolean;
  version: number;
}

/** Open tasks of the hospital that concern this person, fresh whenever somebody moved one. */
function useTasks() {
  const asked = hasRole(["doctor", "nurse", "technician"]);
  const found = useResource<{ items: Task[] }>(asked ? "/tasks" : null);
  useEffect(() => live.onNews(["org:*", "person:*"], found.reload), []);
  return { items: found.data?.items ?? [], reload: found.reload };
}

/** What colleagues of the hospital have asked for: each with a place to drop the files; they end it. */
export function Tasks() {
  const { items: all, reload } = useTasks();
  const items = all.filter((each) => !each.mine);
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="group-tasks">
      <h2 class="today-group" id="group-tasks">
        {t("asking.tasks")} <span class="meta">{items.length}</span>
      </h2>
      <ul class="today-list task-list">
        {items.map((each) => (
          <TaskRow key={each.id} task={each} onEnded={reload} />
        ))}
      </ul>
    </section>
  );
}

/** What I asked colleagues for and still wait for: a line each, below what waits for me. */
export function TasksAsked() {
  const { items: all, reload } = useTasks();
  const items = all.filter((each) => each.mine);
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="group-tasks-asked">
      <h2 class="today-group" id="group-tasks-asked">
        {t("asking.colleagues")} <span class="meta">{items.length}</span>
      </h2>
      <ul class="today-list task-list">
        {items.map((each) => (
          <li key={each.id} class="task task-asked">
            <What task={each} />
            <EndTask task={each} onEnded={reload} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function What({ task }: { task: Task }) {
  const late = Date.parse(task.due_at) < now.value;
  return (
      <p class="task-what">
        <b>{wantedName(task.wanted)}</b>{" "}
        <a href={`/cases/${task.case_id}`}>{[task.patient.name || t("asking.unidentified"), sexAge(task.patient.sex, task.patient.age)].filter(Boolean).join(" · ")}</a>
        <span class={late ? "debt-late" : "meta"}> {t(late ? "asking.due_late" : "asking.due_at", { time: isCare(task.wanted) ? formatDate(task.due_at) : formatTime(task.due_at) })}</span>
      </p>
  );
}

function TaskRow({ task, onEnded }: { task: Task; onEnded: () => void }) {
  return (
    <li class="task">
      <What task={task} />
      {task.text !== "" && <p dir="auto">{task.text}</p>}
      <p class="meta">
        {[
          t("asking.asked_by", { who: task.asked_by?.name ?? "" }),
          task.person === null ? t("asking.asks_anyone") : t("asking.asks", { who: task.person.name }),
        ].join(" · ")}
      </p>
      {!isCare(task.wanted) && <UploadPanel caseId={task.case_id} compact />}
      <EndTask task={task} onEnded={onEnded} />
    </li>
  );
}

/** Files end a task by themselves; what was brought by hand is said to be done. */
export function EndTask({ task, onEnded }: { task: Task; onEnded: () => void }) {
  const [failure, setFailure] = useState<unknown>(null);
  const end = async (done: boolean) => {
    try {
      await api.post(`/tasks/${task.id}/end`, { done }, { ifMatch: task.version });
    } catch (error) {
      setFailure(error);
    }
    onEnded();
  };
  return (
    <p class="task-end">
      <Button size="small" onClick={() => void end(true)}>
        {t("asking.task_done")}
      </Button>
      {task.mine && (
        <Button size="small" kind="text" onClick={() => void end(false)}>
          {t("asking.task_withdraw")}
        </Button>
      )}
      {failure !== null && <span class="follow-failure">{tError(failure)}</span>}
    </p>
  );
}
