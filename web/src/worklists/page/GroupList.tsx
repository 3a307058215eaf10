import { Fragment } from "preact";
import { t } from "../../i18n";
import { FollowUpTaps } from "../../cases/asking/FollowUpTaps";
import { refresh } from "../live";
import type { Draft } from "../../cases/new/draft/draft";
import { deedOf } from "../list/actions";
import { LocalDraftRow } from "../list/LocalDrafts";
import type { ShownGroup } from "../list/still";
import type { Deeds } from "../list/useDeeds";
import { WorkRow } from "../list/WorkRow";

interface GroupListProps {
  group: ShownGroup;
  /** Cases only this device has. */
  drafts: readonly Draft[];
  deeds: Deeds;
  selected: string | null;
  onSelect: (requestId: string) => void;
}

/** A heading with its count and the rows under it; nothing when there are none. */
export function GroupList({ group, drafts, deeds, selected, onSelect }: GroupListProps) {
  const count = group.items.length + drafts.length;
  if (count === 0) return null;
  const pointed = (event: PointerEvent) => {
    const href = (event.target as Element).closest(".case-row")?.querySelector("a.case-row-link")?.getAttribute("href");
    const row = group.items.find((each) => href === `/cases/${each.case_id}`);
    if (row !== undefined && event.pointerType === "mouse") onSelect(row.request_id);
  };
  return (
    <section aria-labelledby={`group-${group.key}`}>
      <h2 class="today-group" id={`group-${group.key}`}>
        {t(`today.group.${group.key}`)} <span class="meta">{count}</span>
      </h2>
      <ul class="today-list" onPointerOver={pointed}>
        {drafts.map((each) => (
          <LocalDraftRow key={each.id} draft={each} />
        ))}
        {group.items.map((row) => (
          <Fragment key={row.request_id}>
          <WorkRow
            row={row}
            deed={deedOf(group.key, row)}
            busy={deeds.busy === row.request_id}
            selected={selected === row.request_id}
            onDeed={deeds.act}
            onFocus={() => onSelect(row.request_id)}
          />
          {group.key === "follow_up" && row.follow_up !== null && (
            <li>
              <FollowUpTaps requestId={row.request_id} follow={row.follow_up} adoption={row.adoption} onDone={() => void refresh()} />
            </li>
          )}
          </Fragment>
        ))}
      </ul>
    </section>
  );
}
