import { useEffect } from "preact/hooks";
import { about, lastContact, loadAbout, now, offlineSince } from "../api";
import { formatSpan, formatTime, t } from "../i18n";
import { GreyBar } from "../ui";
import { triangleAlert } from "../ui/icons";
import { AlarmBar } from "../worklists";

const PROBE_EVERY = 5_000;

/** While offline, asks for the server now and then and at once when the cable is back. */
function useProbe(offline: boolean): void {
  useEffect(() => {
    if (!offline) return undefined;
    const probe = () => {
      // Failing is what offline means; the next beat tries again.
      loadAbout().catch(() => undefined);
    };
    const timer = window.setInterval(probe, PROBE_EVERY);
    window.addEventListener("online", probe);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener("online", probe);
    };
  }, [offline]);
}

export function Bars({ path }: { path: string }) {
  const since = offlineSince.value;
  useProbe(since !== null);
  const right = about.value?.public_url;
  return (
    <>
      <AlarmBar path={path} />
      {!window.isSecureContext && (
        <GreyBar
          icon={triangleAlert}
          action={right?.startsWith("https:") && <a href={right}>{t("shell.insecure_link", { address: right })}</a>}
        >
          {t("shell.insecure")}
        </GreyBar>
      )}
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
