import { useState } from "preact/hooks";
import { t } from "../../../i18n";
import { Button } from "../../../ui";
import type { Reading } from "../reading";
import type { Told } from "../../store/thread";
import { sends } from "../compose/composing";

/** The first wording stays in the record; this adds another. */
export function EditBox({ room, told, onDone }: { room: Reading; told: Told; onDone: () => void }) {
  const [text, setText] = useState(told.text);
  const ready = text.trim() !== "" && text !== told.text;
  const save = () => {
    if (ready) void room.say({ kind: "edit", body: { text }, target: told.message.seq });
    onDone();
  };
  return (
    <div class="said-edit">
      <textarea
        autoFocus
        rows={2}
        value={text}
        aria-label={t("room.edit")}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            onDone();
          } else if (sends(event)) {
            event.preventDefault();
            save();
          }
        }}
      />
      <Button size="small" kind="outline" disabled={!ready} onClick={save}>
        {t("room.save_edit")}
      </Button>
      <Button size="small" kind="text" onClick={onDone}>
        {t("room.keep_old")}
      </Button>
    </div>
  );
}
