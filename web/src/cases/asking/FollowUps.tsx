import { useResource } from "../../api";
import { formatDateTime, t } from "../../i18n";
import { useCasePage } from "../page/state/context";
import type { CaseRequest } from "../detail";
import { FollowUpTaps } from "./FollowUpTaps";

interface FollowUp {
  day: number;
  due_at: string;
  done_at: string | null;
  done_by: { name: string } | null;
  adopted: string;
  order_written: boolean | null;
  outcome: string;
  note: string;
}

const FOLLOWED = new Set(["signed", "responded", "follow_up", "closed"]);

/** What became of the patient, day by day; the county answers what is due, or earlier. */
export function FollowUps({ request }: { request: CaseRequest }) {
  const { reload } = useCasePage();
  const found = useResource<{ items: FollowUp[] }>(FOLLOWED.has(request.state) ? `/requests/${request.id}/follow_up` : null);
  const rows = found.data?.items ?? [];
  if (rows.length === 0) return null;
  const coming = rows.find((each) => each.done_at === null);
  const may = request.state !== "signed" && request.allowed.includes("respond");
  const adoption = request.adoptions[request.adoptions.length - 1]?.value ?? null;
  return (
    <section>
      <h2>{t("asking.follow_ups")}</h2>
      <ul class="follow-list">
        {rows.map((each) => (
          <li key={each.day}>
            <span>{t("asking.follow_up_day", { day: each.day })}</span>
            <span>{lineOf(each)}</span>
            {each.note !== "" && <span dir="auto">{each.note}</span>}
          </li>
        ))}
      </ul>
      {may && coming !== undefined && (
        <FollowUpTaps
          key={coming.day}
          requestId={request.id}
          follow={{ day: coming.day, due_at: coming.due_at, outcome: "", outcome_day: null }}
          adoption={adoption}
          onDone={() => {
            found.reload();
            reload();
          }}
        />
      )}
    </section>
  );
}

function lineOf(row: FollowUp): string {
  if (row.done_at === null) return t("asking.due_at", { time: formatDateTime(row.due_at) });
  return [
    row.outcome === "" ? "" : t(`asking.outcome.${row.outcome}`),
    row.order_written === null ? "" : t(row.order_written ? "asking.order_written" : "asking.order_not_written"),
    row.done_by?.name ?? "",
    formatDateTime(row.done_at),
  ]
    .filter(Boolean)
    .join(" · ");
}
