import { useEffect } from "preact/hooks";
import { about, loadAbout } from "../../api";
import { t } from "../../i18n";
import { live } from "../../rooms";
import { Icon } from "../../ui";
import { triangleAlert } from "../../ui/icons";
import "./strip.css";

const ASK_EVERY = 30_000;

const ask = () => void loadAbout().catch(() => undefined);

/** On every page: the server calls nobody any more, so people must. */
export function DeadManBar() {
  useEffect(() => {
    const stop = live.onNews(["alarms"], ask);
    const timer = window.setInterval(ask, ASK_EVERY);
    return () => {
      stop();
      window.clearInterval(timer);
    };
  }, []);
  if (about.value?.alarms !== false) return null;
  return (
    <div class="dead-man" role="alert">
      <Icon of={triangleAlert} size={16} />
      <p>{t("ladder.dead_man")}</p>
    </div>
  );
}
