import { t } from "../../i18n";
import type { Side } from "../types";
import { ReferralLine } from "./ReferralLine";
import { useLists } from "./useLists";

/** In Today: the referrals that wait for a step of this person, of what was sent and what has come. */
export function MyReferrals() {
  const found = useLists("mine");
  const groups = found.groups ?? [];
  const count = groups.reduce((sum, group) => sum + group.items.length, 0);
  if (count === 0) return null;
  return (
    <section aria-labelledby="group-referrals">
      <h2 class="today-group" id="group-referrals">
        {t("shell.place.referrals")} <span class="meta">{count}</span>{" "}
        <a class="today-all" href="/referrals">
          {t("referral.all")}
        </a>
      </h2>
      <ul class="today-list">
        {groups.flatMap((group) => group.items.map((row) => <ReferralLine key={row.id} row={row} side={group.key as Side} group={group.key} />))}
      </ul>
    </section>
  );
}
