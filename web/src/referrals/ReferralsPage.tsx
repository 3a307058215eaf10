import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { hasRole, session } from "../api";
import { orgsFor } from "../cases/new/orgs";
import { t } from "../i18n";
import { useTitle } from "../shell/useTitle";
import { Button, EmptyState } from "../ui";
import { useWide } from "../worklists/page/useWide";
import { BedBoard } from "./beds/BedBoard";
import { ReferralList } from "./list/ReferralList";
import type { Side } from "./list/useLists";
import { ReferralSheet } from "./sheet/ReferralSheet";
import "../admin/frame/admin.css";
import "../worklists/today.css";
import "./referrals.css";

const SIDES: readonly Side[] = ["sent", "received"];

/** The desk: what waits at the left, one referral in the middle, the beds of one's own hospital at the right. */
export default function ReferralsPage() {
  const { params, query } = useRoute();
  const id = params.id ?? null;
  const [direction, setDirection] = useState<Side | null>(null);
  const answers = hasRole(["referral_desk", "coordinator"]);
  const chosen = SIDES.find((each) => each === query.side) ?? direction;
  const side = chosen ?? (answers ? "received" : "sent");
  const wide = useWide();
  const desk = session.value?.roles.find((each) => each.role === "referral_desk");
  const beds = wide && desk !== undefined && side === "received";
  useTitle(t("shell.place.referrals"));
  return (
    <div class={`referrals${id === null ? "" : " referrals-open"}${beds ? " referrals-with-beds" : ""}`}>
      <nav class="referrals-list" aria-label={t("shell.place.referrals")}>
        <header class="referrals-head">
          {id === null ? <h1>{t("shell.place.referrals")}</h1> : <p class="referrals-title">{t("shell.place.referrals")}</p>}
          <p class="referrals-sides">
            {SIDES.map((each) => (
              <a key={each} href={id === null ? `/referrals?side=${each}` : `/referrals/${id}?side=${each}`} aria-current={each === side ? "true" : undefined}>
                {t(`referral.side.${each}`)}
              </a>
            ))}
          </p>
          {orgsFor(session.value).length > 0 && side === "sent" && (
            <Button size="small" href="/referrals/new">
              {t("referral.new.referral_up")}
            </Button>
          )}
        </header>
        <ReferralList key={side} side={side} current={id} />
      </nav>
      <div class="referrals-sheet">
        {id === null ? <EmptyState text={t("referral.choose_from_list")} /> : <ReferralSheet key={id} id={id} onDirection={setDirection} />}
      </div>
      {beds && (
        <aside class="referrals-beds" aria-label={t("referral.bed.title")}>
          <BedBoard org={desk.org_id} />
        </aside>
      )}
    </div>
  );
}
