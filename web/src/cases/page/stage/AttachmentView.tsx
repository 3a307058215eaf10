import { useState } from "preact/hooks";
import { formatBytes, t } from "../../../i18n";
import { ShareTool } from "../../../rooms";
import { reasonWords } from "../../../upload";
import type { Attachment } from "../../detail";
import { useCasePage } from "../state/context";
import { FileLine } from "./FileLine";

/** Photographs and scans on the light box; what cannot be shown says why and can be fetched. */
export function AttachmentView({ attachment }: { attachment: Attachment }) {
  const { room } = useCasePage();
  const [actual, setActual] = useState(false);
  const [broken, setBroken] = useState(false);
  const { file_name: name, why_unreadable: why, preview_url: preview, original_url: url, media_type: type } = attachment;
  if (why !== "" || broken || preview === null) {
    const reason = broken ? t("case.stage.preview_failed") : why === "" ? t("case.stage.no_preview") : reasonWords(why);
    return (
      <div class="light-box">
        <FileLine name={name} size={attachment.size} url={url} reason={type === "application/pdf" && why === "" ? undefined : reason} opens={type === "application/pdf"} />
      </div>
    );
  }
  return (
    <div class="light-box">
      <div class="box-bar" role="toolbar" aria-label={t("case.stage.picture_tools")}>
        <button type="button" aria-pressed={!actual} onClick={() => setActual(false)}>
          {t("case.stage.fit")}
        </button>
        <button type="button" aria-pressed={actual} onClick={() => setActual(true)}>
          {t("case.stage.actual")}
        </button>
        <span class="box-name">{name}</span>
        <ShareTool room={room} />
        <a href={url} download={name}>
          {t("case.stage.original", { size: formatBytes(attachment.size) })}
        </a>
      </div>
      <p class="box-info">{t("case.stage.preview")}</p>
      <div class={`box-picture${actual ? " box-actual" : ""}`} tabIndex={0} role="group" aria-label={name}>
        <img src={preview} alt={name} onError={() => setBroken(true)} />
      </div>
    </div>
  );
}
