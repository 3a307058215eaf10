import { hasRole, now } from "../../api";
import { formatSpan, t } from "../../i18n";
import { Button } from "../../ui";
import { volumeX } from "../../ui/icons";
import { calling } from "../live";
import { allowSound, soundAllowed } from "./sound";

/** In the top strip: a call that waits while another page is open, and a tab that cannot be heard. */
export function AlarmStrip({ path }: { path: string }) {
  const first = calling.value[0];
  const silent = !soundAllowed.value && hasRole(["expert", "reviewer", "coordinator"]);
  return (
    <>
      {first !== undefined && path !== "/today" && path !== `/cases/${first.case_id}` && (
        <a class="alarm-strip-call" href="/today">
          {t("today.strip_call", { time: formatSpan(now.value - Date.parse(first.submitted_at ?? first.created_at)) })}
        </a>
      )}
      {silent && (
        <Button size="small" icon={volumeX} onClick={() => void allowSound()}>
          {t("today.silent")}
        </Button>
      )}
    </>
  );
}
