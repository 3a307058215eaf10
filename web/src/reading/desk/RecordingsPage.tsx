import { useState } from "preact/hooks";
import { session } from "../../api";
import { plural, t } from "../../i18n";
import { Tasks } from "../../cases/asking/Tasks";
import { orgsFor } from "../../cases/new/orgs";
import { useTitle } from "../../shell/useTitle";
import { Button, EmptyState, PageError, Select, Skeleton } from "../../ui";
import { UploadPanel } from "../../upload";
import type { DayCount, Recorded } from "../parts/model";
import { usePages } from "../parts/usePages";
import { RecordedRow } from "./RecordedRow";
import { Watched } from "./Watched";
import "../reading.css";

interface Desk {
  items: Recorded[];
  next: string | null;
  today: DayCount;
}

/** What this hospital recorded today, and where it goes in: by hand, by drop, or from a watched folder. */
export default function RecordingsPage() {
  const orgs = orgsFor(session.value);
  const [chosen, setChosen] = useState<string | null>(null);
  const org = chosen ?? orgs[0]?.id ?? null;
  const found = usePages<Recorded, Desk>(org === null ? null : `/hospitals/${org}/recordings?limit=50`);
  useTitle(t("shell.place.recordings"));
  if (org === null) return <EmptyState text={t("desk.no_hospital")} />;
  return (
    <div class="desk-page">
      <section class="desk-in" aria-labelledby="desk-in">
        <h1 id="desk-in">{t("shell.place.recordings")}</h1>
        {orgs.length > 1 && <Select label={t("new.org")} value={org} options={orgs.map((each) => ({ value: each.id, text: each.name }))} onChange={setChosen} />}
        <UploadPanel key={org} orgId={org} />
        <Watched key={`watch ${org}`} orgId={org} />
        <p class="meta">{t("desk.about")}</p>
        <Tasks />
      </section>
      <section class="desk-today" aria-labelledby="desk-today">
        <h2 id="desk-today">{t("desk.today")}</h2>
        {found.rows === undefined && found.error === undefined && <Skeleton />}
        {found.rows === undefined && found.error !== undefined && <PageError error={found.error} onRetry={found.reload} />}
        {found.rows?.length === 0 && <EmptyState text={t("desk.empty")} />}
        <ul class="desk-list">
          {found.rows?.map((row) => (
            <RecordedRow key={row.id} row={row} onChanged={found.reload} />
          ))}
        </ul>
        {found.more !== null && (
          <Button busy={found.loading} onClick={found.more}>
            {t("cases.more")}
          </Button>
        )}
        {found.page && found.page.today.recorded > 0 && <Foot today={found.page.today} />}
      </section>
    </div>
  );
}

function Foot({ today }: { today: DayCount }) {
  return (
    <p class="desk-foot">
      {[plural("desk.recorded", today.recorded), plural("desk.sent", today.sent), plural("desk.read", today.read), plural("desk.waiting", today.waiting)].join(" · ")}
    </p>
  );
}
