import { useResource } from "../../api";
import { t } from "../../i18n";
import { Button } from "../../ui";
import type { Destination, Whole } from "../types";

const OPPOSITE = { referral_up: "referral_down", referral_down: "referral_up" } as const;
/** Once the patient is with them, the receiving side may send them on or back. */
const THERE: ReadonlySet<string> = new Set(["treating", "discharged", "feedback", "plan_running", "closed"]);

/** What this referral came from and led to, and the way back. */
export function RefersOn({ whole }: { whole: Whole }) {
  const there = whole.direction === "received" && THERE.has(whole.state);
  const found = useResource<{ items: Destination[] }>(there ? `/referrals/destinations?case_id=${whole.case_id}` : null);
  const kind = OPPOSITE[whole.kind];
  const back = (found.data?.items ?? []).some((each) => each.kind === kind);
  const links = [
    whole.based_on && { id: whole.based_on.id, text: t("referral.based_on", { number: whole.based_on.number || whole.case_number }), case: !whole.based_on.kind.startsWith("referral") },
    whole.replaces && { id: whole.replaces.id, text: t("referral.replaces", { number: whole.replaces.number }), case: false },
    whole.replaced_by && { id: whole.replaced_by.id, text: t("referral.replaced_by", { number: whole.replaced_by.number }), case: false },
  ].filter((each) => each !== null);
  if (links.length === 0 && !back) return null;
  return (
    <section class="referral-part referral-on">
      <h2>{t("referral.section.linked")}</h2>
      <ul>
        {links.map((each) => (
          <li key={each.id}>
            <a href={each.case ? `/cases/${whole.case_id}` : `/referrals/${each.id}`}>{each.text}</a>
          </li>
        ))}
      </ul>
      {back && (
        <Button size="small" href={`/referrals/new?case=${whole.case_id}&kind=${kind}&based_on=${whole.id}`}>
          {t(`referral.new.${kind}`)}
        </Button>
      )}
    </section>
  );
}
