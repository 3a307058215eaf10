import { formatTime, plural, t } from "../../i18n";
import { Button } from "../../ui";
import { folder, Icon } from "../../ui/icons";
import { canWatch } from "./folder";
import { useWatched } from "./useWatched";

/** The recorder's own output folder: what appears in it goes up by itself while this page is open. */
export function Watched({ orgId }: { orgId: string }) {
  if (!canWatch()) {
    return (
      <p class="desk-watched meta">
        <Icon of={folder} size={16} /> {t(window.isSecureContext ? "desk.watch.unable" : "desk.watch.insecure")}
      </p>
    );
  }
  return <Watching orgId={orgId} />;
}

function Watching({ orgId }: { orgId: string }) {
  const { state, name, sent, lastAt, choose, goOn, stop } = useWatched(orgId);
  return (
    <div class="desk-watched">
      <p class="desk-watched-words" role="status">
        <Icon of={folder} size={16} />
        <span>
          {state === "off" && t("desk.watch.off")}
          {state === "asking" && t("desk.watch.asking", { name })}
          {state === "gone" && t("desk.watch.gone", { name })}
          {state === "on" && [t("desk.watch.on", { name }), lastAt === null ? null : t("desk.watch.last", { time: formatTime(lastAt) }), plural("desk.watch.sent", sent)].filter(Boolean).join(" · ")}
        </span>
      </p>
      <div class="desk-watched-deeds">
        {(state === "off" || state === "gone") && (
          <Button size="small" onClick={choose}>
            {t("desk.watch.choose")}
          </Button>
        )}
        {state === "asking" && (
          <Button size="small" onClick={goOn}>
            {t("desk.watch.go_on")}
          </Button>
        )}
        {state !== "off" && (
          <Button kind="text" size="small" onClick={stop}>
            {t("desk.watch.stop")}
          </Button>
        )}
      </div>
    </div>
  );
}
