import { hasRole } from "../../../../api";
import { formatDateTime, t } from "../../../../i18n";
import { Button } from "../../../../ui";
import { kindName, stateName } from "../../../../referrals/words";
import { useCasePage } from "../../state/context";

/** The referrals of this patient, and the way to a new one without typing anything twice. */
export function ReferOn() {
  const { detail, request } = useCasePage();
  const referrals = detail.referrals ?? [];
  const mayRefer = detail.side === "requester" && hasRole(["doctor"], detail.owner_org.id);
  const mayConvert = request?.may_convert ?? false;
  if (referrals.length === 0 && !mayRefer && !mayConvert) return null;
  return (
    <section>
      <h2>{t("shell.place.referrals")}</h2>
      <ul class="request-referrals">
        {referrals.map((each) => (
          <li key={each.id}>
            <a href={`/referrals/${each.id}`}>{[kindName(each.kind), each.to_org?.name].filter(Boolean).join(" · ")}</a>{" "}
            <span class="meta">{[stateName(each.state), each.submitted_at && formatDateTime(each.submitted_at)].filter(Boolean).join(" · ")}</span>
          </li>
        ))}
      </ul>
      <div class="deeds-row">
        {mayConvert && request && (
          <Button size="small" href={`/referrals/new?case=${detail.id}&convert=${request.id}`}>
            {t("referral.new.convert")}
          </Button>
        )}
        {mayRefer && (
          <Button size="small" href={`/referrals/new?case=${detail.id}`}>
            {t("referral.new.referral_up")}
          </Button>
        )}
      </div>
    </section>
  );
}
