import { useRef } from "preact/hooks";
import { t } from "../../i18n";
import { AsOf, Button, EmptyState, PageError, Skeleton } from "../../ui";
import { useHeld, useListKeys, useStill } from "../../worklists";
import { ReferralLine } from "./ReferralLine";
import type { Side } from "../types";
import type { ListedReferrals } from "./useLists";

interface ReferralListProps {
  side: Side;
  found: ListedReferrals;
  /** The one looked at. */
  current: string | null;
}

/** What waits for this side, grouped by what it waits for. */
export function ReferralList({ side, found, current }: ReferralListProps) {
  const list = useRef<HTMLDivElement>(null);
  const held = useHeld(list);
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
              <ReferralLine key={row.id} row={row} side={side} group={group.key} selected={row.id === current} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
