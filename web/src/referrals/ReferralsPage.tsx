import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";
import { hasRole, session } from "../api";
import { orgsFor } from "../cases/new/orgs";
import { formatNumber, plural, t } from "../i18n";
import { useTitle } from "../shell/useTitle";
import { Button, EmptyState } from "../ui";
import { useWide } from "../worklists/page/useWide";
import { BedBoard } from "./beds/BedBoard";
import { ReferralList } from "./list/ReferralList";
import { useLists } from "./list/useLists";
import { ReferralSheet } from "./sheet/ReferralSheet";
import type { Side } from "./types";
import "../admin/frame/admin.css";
import "../worklists/today.css";
import "./referrals.css";

const SIDES: readonly Side[] = ["sent", "received"];

/** The desk: what waits at the left, one referral in the middle, the beds of one's own hospital at the right. */
export default function ReferralsPage() {
  const { params, query } = useRoute();
  const id = params.id ?? null;
  const [direction, setDirection] = useState<Side | null>(null);
  const sends = orgsFor(session.value).length > 0 && !hasRole(["referral_desk", "coordinator"]);
  const chosen = SIDES.find((each) => each === query.side) ?? direction;
  const side = chosen ?? (sends ? "sent" : "received");
  const found = useLists(side);
  const { counts } = useLists("mine");
  const nothing = found.groups?.every((group) => group.items.length === 0) ?? false;
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
                {!!counts[each] && <Waiting n={counts[each]} />}
              </a>
            ))}
          </p>
          {orgsFor(session.value).length > 0 && side === "sent" && (
            <Button size="small" href="/referrals/new">
              {t("referral.new.referral_up")}
            </Button>
          )}
        </header>
        <ReferralList key={side} side={side} found={found} current={id} />
      </nav>
      <div class="referrals-sheet">
        {id === null ? !nothing && <EmptyState text={t("referral.choose_from_list")} /> : <ReferralSheet key={id} id={id} onDirection={setDirection} />}
      </div>
      {beds && (
        <aside class="referrals-beds" aria-label={t("referral.bed.title")}>
          <BedBoard org={desk.org_id} />
        </aside>
      )}
    </div>
  );
}

/** How many of a side wait for a step of this person: those of the other side are not on screen. */
function Waiting({ n }: { n: number }) {
  return (
    <span class="referrals-waiting">
      <span aria-hidden="true">{formatNumber(n)}</span>
      <span class="visually-hidden">{plural("referral.waiting_n", n)}</span>
    </span>
  );
}
