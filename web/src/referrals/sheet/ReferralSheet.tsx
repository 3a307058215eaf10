import { useEffect } from "preact/hooks";
import { t } from "../../i18n";
import { live } from "../../rooms";
import { useTitle } from "../../shell/useTitle";
import { AsOf, Button, PageError, Skeleton } from "../../ui";
import { volumeX } from "../../ui/icons";
import { useNews } from "../../worklists";
import { isMuted, mute } from "../../worklists/alarm/alarm";
import { referralCalls } from "../../worklists/alarm/referralCalls";
import { Ladder } from "../../worklists/waiting/ladder/Ladder";
import { useLadder } from "../../worklists/waiting/ladder/useLadder";
import { ProtocolLine } from "../../cases/forms/ProtocolLine";
import { DecisionBar } from "../deeds/DecisionBar";
import { RefersOn } from "../new/RefersOn";
import type { Whole } from "../types";
import { useReferral } from "../useReferral";
import { nameOf } from "../words";
import { After } from "./After";
import { Answer } from "./Answer";
import { Head } from "./Head";
import { Journey } from "./Journey";
import { Paper } from "./Paper";
import { Steps } from "./Steps";

const NOW_AND_THEN = 60_000;

interface ReferralSheetProps {
  id: string;
  onDirection: (direction: Whole["direction"]) => void;
}

/** One referral as one sheet, in the order of the paper; what may be done stands under it. */
export function ReferralSheet({ id, onDirection }: ReferralSheetProps) {
  const found = useReferral(id);
  const whole = found.data;
  useNews(found.reload, NOW_AND_THEN);
  useEffect(() => (whole === undefined ? undefined : live.onNote(`case:${whole.case_id}`, found.reload)), [whole?.case_id, found.reload]);
  useEffect(() => {
    if (whole !== undefined) onDirection(whole.direction);
  }, [whole?.direction]);
  useTitle(whole === undefined ? t("shell.place.referrals") : nameOf(whole));
  if (whole === undefined && found.error !== undefined) return <PageError error={found.error} onRetry={found.reload} />;
  if (whole === undefined) return <Skeleton rows={6} />;
  return (
    <article class="referral">
      <div class="referral-scroll" tabIndex={0} role="region" aria-label={t("referral.sheet")}>
        <AsOf loadedAt={found.loadedAt} />
        <Head whole={whole} />
        <Called whole={whole} />
        <Protocol whole={whole} />
        <Answer whole={whole} />
        <Journey whole={whole} />
        <After whole={whole} />
        <Paper whole={whole} />
        <RefersOn whole={whole} />
        <Steps whole={whole} />
      </div>
      <DecisionBar key={whole.id} whole={whole} onDone={found.reload} />
    </article>
  );
}

/** What the larger hospital asks to be done with such a patient, on the way up and at home. */
function Protocol({ whole }: { whole: Whole }) {
  const org = whole.kind === "referral_up" ? whole.to_org : whole.from_org;
  return org && <ProtocolLine org={org} template={whole.template} />;
}

/** While nobody has answered an emergency: who is called for it, the number to dial, and silence here for whoever reads it. */
function Called({ whole }: { whole: Whole }) {
  const called = whole.urgency === "emergency" && UNHEARD.has(whole.state);
  const ladder = useLadder(called ? whole.id : null);
  if (!called) return null;
  const call = referralCalls.value.find((each) => each.id === whole.id);
  return (
    <section class="referral-part referral-called">
      {call && (
        <p class="meta">
          {isMuted(call) ? (
            t("today.muted")
          ) : (
            <Button size="small" icon={volumeX} onClick={() => mute(call)}>
              {t("today.mute")}
            </Button>
          )}
        </p>
      )}
      <Ladder use={ladder} />
    </section>
  );
}

const UNHEARD: ReadonlySet<string> = new Set(["submitted", "unanswered"]);
