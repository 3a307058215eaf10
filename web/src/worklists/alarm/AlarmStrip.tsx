import { hasRole, now } from "../../api";
import { formatSpan, t } from "../../i18n";
import { Button } from "../../ui";
import { volumeX } from "../../ui/icons";
import { nameOf } from "../list/words";
import { calling, urgent } from "../live";
import { referralCalls } from "./referralCalls";
import { allowSound, soundAllowed } from "./sound";
import "./strip.css";

/** In the top strip: a call that waits while another page is open, and a tab that cannot be heard. */
export function AlarmStrip({ path }: { path: string }) {
  const silent = !soundAllowed.value && hasRole(["expert", "reviewer", "coordinator", "referral_desk"]);
  return (
    <>
      <CallLink path={path} look="alarm-strip-call" />
      {silent && (
        <Button size="small" icon={volumeX} onClick={() => void allowSound()}>
          {t("today.silent")}
        </Button>
      )}
    </>
  );
}

/** The same call where a page has taken the whole phone. */
export function AlarmBar({ path }: { path: string }) {
  if (!callsElsewhere(path)) return null;
  return (
    <nav class="alarm-bar" aria-label={t("today.ringing")}>
      <CallLink path={path} look="alarm-strip-call" />
    </nav>
  );
}

function CallLink({ path, look }: { path: string; look: string }) {
  const first = callsElsewhere(path);
  if (first === null) return null;
  return (
    <a class={look} href={first.href}>
      {t(first.says, { name: first.name, time: formatSpan(now.value - Date.parse(first.since)) })}
    </a>
  );
}

/** The oldest call, unless this page shows it already. */
function callsElsewhere(path: string) {
  const [first] = calling.value;
  if (first !== undefined && path !== "/today" && path !== `/cases/${first.case_id}`) {
    return { href: "/today", says: "today.strip_call", name: "", since: first.submitted_at ?? first.created_at };
  }
  const message = urgent.value.find((each) => path !== `/cases/${each.case_id}`);
  if (message !== undefined && path !== "/today") {
    return { href: `/cases/${message.case_id}`, says: "today.strip_urgent", name: nameOf(message), since: message.last_activity_at };
  }
  const referral = referralCalls.value.find((each) => path !== `/referrals/${each.id}`);
  return referral === undefined ? null : { href: `/referrals/${referral.id}?side=received`, says: "referral.strip_call", name: "", since: referral.submitted_at ?? referral.moved_at };
}
