import { useEffect } from "preact/hooks";
import { about, lastContact, link, loadAbout, now, offlineSince } from "../../api";
import { formatSpan, formatTime, t } from "../../i18n";
import { GreyBar } from "../../ui";
import { triangleAlert } from "../../ui/icons";
import { AlarmBar, DeadManBar } from "../../worklists";

const PROBE_EVERY = 5_000;

// Failing is what offline means; the next beat tries again.
const probe = () => void loadAbout().catch(() => undefined);

/** Asks for the server when the line seems gone, now and then while it is, and at once when the cable is back. */
function useProbe(offline: boolean): void {
  const lost = link.value.socket === "lost";
  useEffect(() => {
    if (lost) probe();
  }, [lost]);
  useEffect(() => {
    window.addEventListener("offline", probe);
    window.addEventListener("online", probe);
    return () => {
      window.removeEventListener("offline", probe);
      window.removeEventListener("online", probe);
    };
  }, []);
  useEffect(() => {
    if (!offline) return undefined;
    const timer = window.setInterval(probe, PROBE_EVERY);
    return () => window.clearInterval(timer);
  }, [offline]);
}

/** What a browser keeps from pages that came over plain http, and where there is a better address. */
export function InsecureBar() {
  const right = about.value?.public_url;
  if (window.isSecureContext) return null;
  return (
    <GreyBar
      icon={triangleAlert}
      action={right?.startsWith("https:") && <a href={right}>{t("shell.insecure_link", { address: right })}</a>}
    >
      {t("shell.insecure")}
    </GreyBar>
  );
}

export function Bars({ path }: { path: string }) {
  const since = offlineSince.value;
  useProbe(since !== null);
  return (
    <>
      <DeadManBar />
      <AlarmBar path={path} />
      <InsecureBar />
      {since !== null && (
        <GreyBar>
          {t("shell.offline", {
            span: formatSpan(now.value - since),
            time: formatTime(lastContact.value ?? since),
          })}
        </GreyBar>
      )}
    </>
  );
}
