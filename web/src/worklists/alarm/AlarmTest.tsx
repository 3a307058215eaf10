import { useState } from "preact/hooks";
import { tellHeard } from "../../duty/mine/heard";
import { formatTime, t } from "../../i18n";
import { Button } from "../../ui";
import { bellRing } from "../../ui/icons";
import { testAlarm, testedAt } from "./alarm";
import { soundAllowed } from "./sound";

/** "Test the alarm", and when it was last heard in this tab. */
export function AlarmTest() {
  const [failed, setFailed] = useState(false);
  const press = async () => {
    const heard = await testAlarm();
    setFailed(!heard);
    if (heard) await tellHeard();
  };
  return (
    <div class="alarm-test">
      <span class="meta" role="status">
        {failed ? t("today.alarm_failed") : testedAt.value !== null && soundAllowed.value ? t("today.alarm_tested", { time: formatTime(testedAt.value) }) : t("today.alarm_untested")}
      </span>
      <Button size="small" icon={bellRing} onClick={() => void press()}>
        {t("today.alarm_test")}
      </Button>
    </div>
  );
}
