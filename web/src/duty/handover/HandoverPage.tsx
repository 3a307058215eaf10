import { useEffect } from "preact/hooks";
import { useAddress } from "../../admin/useAddress";
import { hasRole, me, session, useResource } from "../../api";
import { t } from "../../i18n";
import { live } from "../../rooms";
import { useTitle } from "../../shell/useTitle";
import { AsOf, Button, EmptyState, PageError, Select, Skeleton } from "../../ui";
import { EndingTerms } from "./EndingTerms";
import { Give } from "./Give";
import { SheetItem } from "./SheetItem";
import type { Handover } from "./types";
import "../../admin/frame/admin.css";
import "../../worklists/today.css";
import "../duty.css";
import "./handover.css";

/** The end of a shift on one screen: what is handed to me, what I have, and to whom it goes. */
export default function HandoverPage() {
  useTitle(t("duty.handover"));
  const { query, replace } = useAddress();
  const orgs = ownOrgs();
  const org = query["org"] && orgs.some((each) => each.value === query["org"]) ? query["org"] : orgs[0]?.value;
  const found = useResource<Handover>(org === undefined ? null : `/duty/handover?org=${org}`);
  useEffect(() => live.onNews([`person:${me.value?.id ?? ""}`], found.reload), [found.reload]);
  if (org === undefined) return <EmptyState text={t("duty.no_hospital")} />;
  if (found.data === undefined && found.error !== undefined) return <PageError error={found.error} onRetry={found.reload} />;
  if (found.data === undefined) return <Skeleton rows={6} />;
  const page = found.data;
  return (
    <div class="duty handover">
      <header class="duty-head">
        <h1>{t("duty.handover")}</h1>
        {orgs.length > 1 && <Select label={t("duty.hospital")} value={org} options={orgs} onChange={(id) => replace({ org: id })} />}
        <div class="duty-deeds">
          <Button href="/duty">{t("duty.whole_roster")}</Button>
        </div>
      </header>
      <AsOf loadedAt={found.loadedAt} />
      {page.to_me.length > 0 && (
        <section>
          <h2>{t("duty.handed_to_me")}</h2>
          {page.to_me.map((sheet) => (
            <SheetItem key={sheet.id} sheet={sheet} zone={page.time_zone} side="to" onDone={found.reload} />
          ))}
        </section>
      )}
      <Give key={page.mine.map((row) => row.request_id).join()} page={page} onDone={found.reload} />
      {page.given.length > 0 && (
        <section>
          <h2>{t("duty.handed_by_me")}</h2>
          {page.given.map((sheet) => (
            <SheetItem key={sheet.id} sheet={sheet} zone={page.time_zone} side="from" onDone={found.reload} />
          ))}
        </section>
      )}
      {hasRole(["coordinator"], org) && <EndingTerms page={page} onDone={found.reload} />}
    </div>
  );
}

function ownOrgs(): { value: string; text: string }[] {
  const found = new Map((session.value?.roles ?? []).map((each) => [each.org_id, each.org_name]));
  return [...found].map(([value, text]) => ({ value, text }));
}
