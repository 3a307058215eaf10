import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { t } from "../../i18n";
import { AsOf, EmptyState, PageError, Skeleton } from "../../ui";
import { WardLink, type Link } from "../deeds/WardLink";
import type { BedRow } from "../types";
import { BedLine } from "./BedLine";
import { BedSheet } from "./BedSheet";
import { useBeds } from "./useBeds";

/** Beds and clinic slots by department; − and + in place, everything else on a sheet. */
export function BedBoard({ org }: { org: string | null }) {
  const beds = useBeds(org);
  const [open, setOpen] = useState<string | null>(null);
  const [link, setLink] = useState<Link | null>(null);
  if (beds.rows === undefined && beds.error !== undefined) return <PageError error={beds.error} onRetry={beds.reload} />;
  if (beds.rows === undefined) return <Skeleton rows={5} height={72} />;
  if (beds.rows.length === 0) return <EmptyState text={t("referral.bed.empty")} />;
  const opened = beds.rows.find((row) => row.department.id === open);
  return (
    <div class="bed-board">
      <AsOf loadedAt={beds.loadedAt} />
      {open === null && <Failure text={beds.failure} />}
      {byHospital(beds.rows).map(([name, rows]) => (
        <section key={name}>
          <h2 class="today-group">{name}</h2>
          <ul>
            {rows.map((row) => (
              <BedLine
                key={row.department.id}
                row={row}
                busy={beds.busy === row.department.id}
                {...(row.may_update && { onStep: (by: 1 | -1) => void beds.step(row, by), onOpen: () => setOpen(row.department.id) })}
              />
            ))}
          </ul>
        </section>
      ))}
      {opened && (
        <BedSheet
          row={opened}
          busy={beds.busy !== null}
          failure={beds.failure}
          onClose={() => setOpen(null)}
          onTell={(form) => void beds.tell(opened, form).then((done) => done && setOpen(null))}
          onLink={(made) => {
            setOpen(null);
            setLink(made);
          }}
        />
      )}
      {link && <WardLink link={link} about={t("referral.link.about_beds")} onClose={() => setLink(null)} />}
    </div>
  );
}

function byHospital(rows: readonly BedRow[]): [string, BedRow[]][] {
  const found = new Map<string, BedRow[]>();
  for (const row of rows) found.set(row.org.name, [...(found.get(row.org.name) ?? []), row]);
  // Who keeps the figures of a hospital begins with it.
  return [...found].sort(([, one], [, other]) => Number(keeps(other)) - Number(keeps(one)));
}

const keeps = (rows: readonly BedRow[]) => rows.some((row) => row.may_update);
