import { useEffect } from "preact/hooks";
import { t } from "../../i18n";
import { Button, isShortcut } from "../../ui";
import { useCast } from "../panel/people";
import type { RoomStore } from "../store/room";
import "./sharing.css";

interface ShareLineProps {
  room: RoomStore;
  /** The hand does something of its own: what was followed stays on the stage. */
  onOwnWay: () => void;
}

/** Keys of the page round the stage; any other single key is a deed on the stage. */
const NOT_OF_THE_STAGE = new Set(["f", "m", "o", "v", "?", "/"]);

/** Who shows what is on the stage, and the way in and out. */
export function ShareLine({ room, onOwnWay }: ShareLineProps) {
  const { nameOf, colourOf, me } = useCast();
  const { viewing } = room;
  const presenter = viewing.presenter.value;
  const following = viewing.following.value;
  const ended = viewing.ended.value;
  useEffect(() => {
    if (!following) return undefined;
    const pressed = (event: KeyboardEvent) => {
      if (!isShortcut(event)) return;
      if (event.key === "Escape") viewing.free();
      else if (event.key.length === 1 && !NOT_OF_THE_STAGE.has(event.key.toLowerCase())) onOwnWay();
    };
    window.addEventListener("keydown", pressed, { capture: true });
    return () => window.removeEventListener("keydown", pressed, { capture: true });
  }, [following, viewing, onOwnWay]);

  if (!viewing.presenting.value && presenter === null && ended === null) return null;
  const still = [...viewing.loading.value].map(([who, percent]) => `${nameOf(who)} ${percent} %`);
  const by = ended ?? presenter ?? me;
  return (
    <div class="share-line">
      <span class={`room-dot room-dot-${colourOf(by)}`} aria-hidden="true" />
      <p role="status">
        {words()}
        {viewing.presenter.value !== null && still.length > 0 && <span class="share-line-still">{t("room.view.loading", { names: still })}</span>}
      </p>
      {deed()}
    </div>
  );

  function words(): string {
    const name = nameOf(by);
    if (viewing.presenting.value) return t("room.view.mine");
    if (ended !== null) return t("room.view.ended", { name });
    if (following) return t("room.view.following", { name });
    return by === me ? t("room.view.elsewhere") : t("room.view.shown", { name });
  }

  function deed() {
    if (viewing.presenting.value) return <Deed text={t("room.view.stop")} onClick={() => viewing.present(false)} />;
    if (ended !== null) return <Deed text={t("common.close")} onClick={() => viewing.free()} />;
    if (following) return <Deed text={t("room.view.free")} onClick={() => viewing.free()} />;
    return <Deed text={t("room.view.follow")} onClick={() => viewing.follow()} />;
  }
}

function Deed({ text, onClick }: { text: string; onClick: () => void }) {
  return (
    <Button size="small" kind="outline" onClick={onClick}>
      {text}
    </Button>
  );
}
