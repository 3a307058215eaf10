import { t } from "../../../i18n";
import { useCasePage } from "../state/context";
import type { CaseRequest } from "../../detail";
import { kindName, stateName as referralState } from "../../../referrals/words";
import { awaitsMe, specialtyName, stateName } from "../../detail/facts";

/** Several requests of one case share the room; this says which one the papers are of, and leads to its referrals. */
export function RequestSwitch() {
  const { detail, request, go } = useCasePage();
  const referrals = detail.referrals ?? [];
  if (detail.requests.length + referrals.length < 2 || request === undefined) return null;
  return (
    <nav class="request-switch" aria-label={t("steps.requests")}>
      {detail.requests.map((each) => (
        <button key={each.id} type="button" aria-pressed={each.id === request.id} onClick={() => go({ request: each.id, deed: null })}>
          {each.kind === "mdt" ? t("mdt.title") : specialtyName(each.specialty)} <span class="meta">{[link(each), stateName(each.state)].filter(Boolean).join(" · ")}</span>
          {awaitsMe(each) && <span class="request-mine">{t("steps.your_turn")}</span>}
        </button>
      ))}
      {referrals.map((each) => (
        <a key={each.id} href={`/referrals/${each.id}`}>
          {kindName(each.kind)} <span class="meta">{referralState(each.state)}</span>
        </a>
      ))}
    </nav>
  );

  function link(each: CaseRequest): string {
    const before = detail.requests.find((other) => other.id === (each.replaces_id ?? each.based_on_id));
    if (before === undefined) return "";
    if (before.kind === "mdt") return t("steps.instead_of_mdt");
    return before.specialty === each.specialty ? t("steps.again") : t("steps.added");
  }
}
