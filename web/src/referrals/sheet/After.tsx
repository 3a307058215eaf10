import { formatDate, formatDateTime, t } from "../../i18n";
import { optionName } from "../forms/Fields";
import type { Whole } from "../types";
import { Facts, type Fact } from "./Facts";
import { WrittenPaper } from "./WrittenPaper";

/** What became of the patient, and what is still to do at home. */
export function After({ whole }: { whole: Whole }) {
  const tasks = whole.tasks;
  return (
    <>
      {whole.feedback && <WrittenPaper title={t("referral.section.feedback")} written={whole.feedback} />}
      {whole.ended && (
        <Facts
          title={t("referral.section.outcome")}
          facts={[
            [t("referral.field.outcome"), optionName("outcome", whole.ended.outcome)],
            [t("referral.discharged"), whole.discharged_at && formatDateTime(whole.discharged_at)],
            [t("referral.field.text"), whole.ended.text],
          ]}
        />
      )}
      {whole.records_at && <Facts title={t("referral.section.records")} facts={[[t("referral.records_at"), formatDateTime(whole.records_at)]]} />}
      {tasks.length > 0 && (
        <Facts
          title={t("referral.section.tasks")}
          facts={tasks.map((task): Fact => [
            formatDate(task.due_at),
            <>
              {optionName("kind", task.kind)}: {task.text}{" "}
              <span class="meta">{task.done_at ? t("referral.task_done", { who: task.done_by?.name ?? "", time: formatDateTime(task.done_at) }) : t("referral.task_open")}</span>
            </>,
          ])}
        />
      )}
    </>
  );
}
