import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { fromDrop, type Chosen } from "../batch/gather";
import { FilePicker } from "./FilePicker";

interface DropZoneProps {
  onChosen: (chosen: Chosen[]) => void;
  compact: boolean;
}

/** Drop files and folders, choose them, or photograph with a phone. */
export function DropZone({ onChosen, compact }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer !== null) void fromDrop(event.dataTransfer).then(onChosen);
  };
  return (
    <div
      class={`drop-zone${over ? " drop-zone-over" : ""}${compact ? " drop-zone-compact" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      {!compact && <p class="drop-zone-words">{t("upload.drop")}</p>}
      <div class="drop-zone-buttons">
        <FilePicker kind="files" small={compact} onChosen={onChosen} />
        <FilePicker kind="folder" small={compact} onChosen={onChosen} />
        <span class="drop-zone-camera">
          <FilePicker kind="camera" small={compact} onChosen={onChosen} />
        </span>
      </div>
    </div>
  );
}
