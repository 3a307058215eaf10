/** Stands over the screen until the picture itself is here: the server's small copy, called what it is. */
import { useEffect, useState } from "preact/hooks";
import { t } from "../../../../i18n";
import type { Frame } from "../../dicom/instance";
import type { Rect } from "../../engine";
import { previewUrl } from "../../loading/fetchPicture";
import type { Condition } from "../../loading/pictures";
import { styleOf } from "./rect";

interface CoverProps {
  frame: Frame;
  rect: Rect;
  condition: Condition;
  /** Nothing of this study has been shown yet: the small copy is asked for without waiting. */
  first: boolean;
  onPreview: (shown: boolean) => void;
}

/** A picture that comes sooner than this needs no copy. */
const PATIENCE_MS = 150;

export function Cover({ frame, rect, condition, first, onPreview }: CoverProps) {
  const [asked, setAsked] = useState(first);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => () => onPreview(false), []);
  const show = (shown: boolean): void => {
    setSeen(shown);
    onPreview(shown);
  };
  const percent = condition.is === "coming" && condition.total > 0 ? Math.floor((100 * condition.received) / condition.total) : 0;
  return (
    <div class="imaging-cover">
      {asked && <img src={previewUrl(frame)} alt="" style={styleOf(rect)} hidden={!seen} onLoad={() => show(true)} onError={() => show(false)} />}
      {condition.is !== "failed" && asked && (
        <output class="imaging-progress">
          <progress max={100} value={percent} aria-label={t("imaging.loading_image")} />
          <span>{percent > 0 ? t("imaging.loading_percent", { percent: String(percent) }) : t("imaging.loading_image")}</span>
        </output>
      )}
    </div>
  );
}
