import { now } from "../../../api";
import { formatSpan, t } from "../../../i18n";
import { useCasePage } from "../state/context";
import type { Stage } from "../../detail";

/** How long each stage took: all of it, and without the waiting for information. */
export function Stages() {
  const { request, loadedAt } = useCasePage();
  if (request === undefined || request.course.stages.length === 0) return null;
  return (
    <table class="stages">
      <caption>{t("steps.stages")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("steps.stage")}</th>
          <th scope="col">{t("steps.gross")}</th>
          <th scope="col">{t("steps.net")}</th>
          <th scope="col">{t("steps.limit")}</th>
        </tr>
      </thead>
      <tbody>
        {request.course.stages.map((each) => (
          <Row key={each.began_at + each.name} stage={each} since={loadedAt} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ stage, since }: { stage: Stage; since: number | null }) {
  // The stage of now goes on counting on the page.
  const more = stage.ended_at === null && since !== null ? Math.max(0, now.value - since) : 0;
  const gross = stage.gross_s * 1000 + more;
  const net = stage.net_s * 1000 + (stage.paused ? 0 : more);
  const until = stage.ended_at === null ? now.value : Date.parse(stage.ended_at);
  const over = stage.limit_at === null || stage.paused ? 0 : until - Date.parse(stage.limit_at);
  return (
    <tr class={over > 0 ? "stage-over" : undefined}>
      <th scope="row">{t(`steps.stage_name.${stage.name}`)}</th>
      <td>{formatSpan(gross)}</td>
      <td>{stage.paused ? t("steps.paused", { span: formatSpan(net) }) : formatSpan(net)}</td>
      <td>{limit()}</td>
    </tr>
  );

  function limit(): string {
    if (stage.limit_at === null) return "";
    return over > 0 ? t("steps.over", { span: formatSpan(over) }) : t("steps.kept");
  }
}
