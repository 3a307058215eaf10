import { useState } from "preact/hooks";
import { session, useResource } from "../../api";
import { tellHeard } from "../../duty/mine/heard";
import { formatTime, t } from "../../i18n";
import { Button } from "../../ui";
import { bellRing } from "../../ui/icons";
import { testAlarm, testedAt } from "./alarm";
import { soundAllowed } from "./sound";

/** "Test the alarm", and when it was last heard in this tab; whoever is on duty is asked to, once a shift. */
export function AlarmTest() {
  const [failed, setFailed] = useState(false);
  const duty = useResource<{ tested_at: string | null }>(session.value?.on_duty_until ? "/duty/me" : null);
  const due = duty.data?.tested_at === null;
  const press = async () => {
    const heard = await testAlarm();
    setFailed(!heard);
    if (heard) await tellHeard();
    duty.reload();
  };
  return (
    <div class="alarm-test">
      <span class={due ? "meta alarm-test-due" : "meta"} role="status">
        {due && !failed ? t("today.alarm_this_shift") : failed ? t("today.alarm_failed") : testedAt.value !== null && soundAllowed.value ? t("today.alarm_tested", { time: formatTime(testedAt.value) }) : t("today.alarm_untested")}
      </span>
      <Button size="small" icon={bellRing} onClick={() => void press()}>
        {t("today.alarm_test")}
      </Button>
    </div>
  );
}
