import { useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button } from "../../ui";
import { image, upload } from "../../ui/icons";

interface DropZoneProps {
  onFiles: (files: File[]) => void;
  compact: boolean;
}

/** Drop, choose, or photograph with a phone. */
export function DropZone({ onFiles, compact }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);

  const chosen = (input: HTMLInputElement) => {
    onFiles([...(input.files ?? [])]);
    input.value = "";
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...(event.dataTransfer?.files ?? [])]);
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
        <Button size={compact ? "small" : "normal"} icon={upload} onClick={() => picker.current?.click()}>
          {t("upload.choose")}
        </Button>
        <span class="drop-zone-camera">
          <Button size={compact ? "small" : "normal"} icon={image} onClick={() => camera.current?.click()}>
            {t("upload.photograph")}
          </Button>
        </span>
      </div>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t("upload.choose")}
        onChange={(event) => chosen(event.currentTarget)}
      />
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        aria-label={t("upload.photograph")}
        onChange={(event) => chosen(event.currentTarget)}
      />
    </div>
  );
}
