import { useEffect, useRef } from "preact/hooks";
import { t } from "../../i18n";
import { Button } from "../../ui";
import { folder, image, upload } from "../../ui/icons";
import { fromInput, type Chosen } from "../batch/gather";

const ICONS = { files: upload, folder, camera: image };
const words = { files: () => t("upload.choose"), folder: () => t("batch.choose_folder"), camera: () => t("upload.photograph") };

/** Telephones know no folders. */
const folders = "webkitdirectory" in document.createElement("input");

interface FilePickerProps {
  kind: keyof typeof ICONS;
  small: boolean;
  onChosen: (chosen: Chosen[]) => void;
  /** Other words than the usual ones. */
  text?: string;
}

/** A button and the browser's own picker behind it. */
export function FilePicker({ kind, small, onChosen, text }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current === null) return;
    input.current.webkitdirectory = kind === "folder";
    if (kind === "camera") input.current.setAttribute("capture", "environment");
  }, [kind]);
  if (kind === "folder" && !folders) return null;
  const label = text ?? words[kind]();
  return (
    <>
      <Button size={small ? "small" : "normal"} icon={ICONS[kind]} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        multiple={kind !== "camera"}
        accept={kind === "camera" ? "image/*" : undefined}
        hidden
        aria-label={label}
        onChange={({ currentTarget }) => {
          const chosen = fromInput(currentTarget.files ?? []);
          currentTarget.value = "";
          if (chosen.length > 0) onChosen(chosen);
        }}
      />
    </>
  );
}
