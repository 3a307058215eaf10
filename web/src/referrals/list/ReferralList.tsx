import { useRef } from "preact/hooks";
import { t } from "../../i18n";
import { AsOf, Button, CaseRow, EmptyState, PageError, Skeleton, type ClockProps } from "../../ui";
import { useHeld, useListKeys, useStill, type Shown } from "../../worklists";
import type { GroupKey, Row } from "../types";
import { ANSWERING, nameOf, whereWords } from "../words";
import type { Side } from "./useLists";
import { useLists } from "./useLists";

interface ReferralListProps {
  side: Side;
  /** The one looked at. */
  current: string | null;
}

/** What waits for this side, grouped by what it waits for. */
export function ReferralList({ side, current }: ReferralListProps) {
  const list = useRef<HTMLDivElement>(null);
  const held = useHeld(list);
  const found = useLists(side);
  const { groups, waiting, letIn } = useStill(found.groups, held);
  useListKeys(list);
  if (found.groups === null && found.error !== undefined) return <PageError error={found.error} onRetry={found.reload} />;
  if (found.groups === null) return <Skeleton rows={6} />;
  const filled = groups.filter((group) => group.items.length > 0);
  return (
    <div ref={list} class="referral-list">
      <AsOf loadedAt={found.loadedAt} />
      {waiting > 0 && (
        <p class="today-new" role="status">
          <Button size="small" onClick={letIn}>
            {t("today.show_new", { n: waiting })}
          </Button>
        </p>
      )}
      {filled.length === 0 && (
        <div class="today-list">
          <EmptyState text={t(`referral.empty.${side}`)} />
        </div>
      )}
      {filled.map((group) => (
        <section key={group.key} aria-labelledby={`referrals-${group.key}`}>
          <h2 class="today-group" id={`referrals-${group.key}`}>
            {t(`referral.group.${group.key}`)} <span class="meta">{group.items.length}</span>
          </h2>
          <ul class="today-list">
            {group.items.map((row) => (
              <CaseRow
                key={row.id}
                href={`/referrals/${row.id}?side=${side}`}
                urgency={row.urgency}
                breathing={group.key === "to_answer" && row.urgency === "emergency" && !row.gone}
                name={nameOf(row)}
                sex={row.patient.sex}
                age={row.patient.age}
                question={row.diagnosis}
                where={row.gone ? t("today.where.gone") : whereWords(row, side)}
                clock={clockOf(group.key, row)}
                selected={row.id === current}
                past={group.key === "done"}
                demo={row.demo}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** The limit that counts where the row stands now. */
function clockOf(key: GroupKey, row: Shown<Row>): Omit<ClockProps, "size"> | undefined {
  if (row.gone || key === "done" || key === "drafts") return undefined;
  const due = (label: string, at: string | null, begin: string | null) => (at === null ? undefined : { label: t(label), due: at, begin });
  if (row.state === "feedback" || row.state === "discharged") return due("referral.clock.feedback", row.feedback_due_at, row.discharged_at);
  if (row.arrived_at !== null) return due("referral.clock.records", row.records_due_at, row.arrived_at);
  if (row.eta !== null) return due("referral.clock.eta", row.eta, null);
  return ANSWERING.has(row.state) ? due("referral.clock.answer", row.due_at, row.submitted_at) : undefined;
}
