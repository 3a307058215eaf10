import { useState } from "preact/hooks";
import { t } from "../../../i18n";
import type { Msg } from "../../link/frames";
import type { Reading } from "../reading";
import { AckLine } from "./AckLine";
import { AnchorChip } from "./AnchorChip";
import { Deeds } from "./Deeds";
import { EditBox } from "./EditBox";
import { MarksList } from "./MarksList";
import { QuoteLine } from "./QuoteLine";
import { SaidCard } from "./SaidCard";
import { SaidFile } from "./SaidFile";
import { SaidText } from "./SaidText";
import { useEditing } from "./editing";
import "./said.css";

/** One thing that was said, with what became of it. */
export function Said({ room, message }: { room: Reading; message: Msg }) {
  const { editing, edit, done } = useEditing();
  const [asked, setAsked] = useState(false);
  const told = room.thread.value.told.get(message.seq);
  if (told === undefined) return null;
  if (told.withdrawnAt !== null) return <p class="said-withdrawn">{t("room.withdrawn")}</p>;
  const urgent = message.body.urgent === true;
  return (
    <div class={`said${urgent ? " said-urgent" : ""}`} id={`said-${message.seq}`} tabIndex={-1}>
      {message.target !== undefined && <QuoteLine room={room} seq={message.target} />}
      {editing ? (
        <EditBox room={room} told={told} onDone={done} />
      ) : message.kind === "card" ? (
        <SaidCard room={room} told={told} />
      ) : message.kind === "file" || message.kind === "voice" ? (
        <SaidFile told={told} />
      ) : (
        <SaidText told={told} />
      )}
      {message.anchor && <AnchorChip anchor={message.anchor} />}
      {urgent && <AckLine room={room} told={told} />}
      {!editing && room.member.value && <Deeds room={room} told={told} onEdit={edit} onMarks={() => setAsked(!asked)} />}
      {asked && <MarksList room={room} message={message} onClose={() => setAsked(false)} />}
    </div>
  );
}
