/** What is written on the light box: whose picture, which one, how faithful, which way round. */
import { t } from "../../../../i18n";
import { texts } from "../../dicom/attributes";
import { edgesOf } from "../../dicom/geometry";
import type { Frame } from "../../dicom/instance";
import type { Stack } from "../../dicom/stacks";
import { TAG } from "../../dicom/tags";
import type { Range } from "../../dicom/window";
import type { Picture } from "../../pixels/picture";
import { deviceOf, placeWords, qualityWords, stackName, takenAt, windowWords } from "../words";

export interface CornersProps {
  patientLine: string;
  stack: Stack;
  frame: Frame;
  index: number;
  picture: Picture | undefined;
  limits: Range | null;
  preview: boolean;
  phone: boolean;
}

function Letters({ frame }: { frame: Frame }) {
  const edges = edgesOf(frame.plane, texts(frame.set, TAG.patientOrientation));
  if (edges === null) return null;
  return (
    <>
      {(["left", "right", "top", "bottom"] as const).map((side) => (
        <span key={side} class={`imaging-letter imaging-letter-${side}`}>
          {edges[side]}
        </span>
      ))}
    </>
  );
}

function Quality({ frame, picture, preview }: Pick<CornersProps, "frame" | "picture" | "preview">) {
  if (preview) return <strong class="imaging-quality imaging-quality-preview">{t("imaging.preview")}</strong>;
  if (!picture) return <span class="imaging-quality">{t("imaging.not_yet")}</span>;
  const words = qualityWords(frame);
  const lossy = words !== t("imaging.original");
  return <span class={`imaging-quality${lossy ? " imaging-quality-lossy" : ""}`}>{words}</span>;
}

export function Corners({ patientLine, stack, frame, index, picture, limits, preview, phone }: CornersProps) {
  return (
    <div class="imaging-corners">
      <p class="imaging-corner imaging-corner-whose">
        <strong>{patientLine}</strong>
        {!phone && <span>{takenAt(frame)}</span>}
      </p>
      <p class="imaging-corner imaging-corner-what">
        <span>{stackName(stack)}</span>
        {!phone && <span>{deviceOf(frame)}</span>}
        {phone && <span>{takenAt(frame)}</span>}
      </p>
      <p class="imaging-corner imaging-corner-where">
        <span>{t("imaging.slice", { n: index + 1, of: stack.frames.length })}</span>
        <span>{placeWords(frame)}</span>
      </p>
      <p class="imaging-corner imaging-corner-how">
        {limits && picture && !picture.colour && <span>{windowWords(limits)}</span>}
        {picture?.curve && <span>{t("imaging.device_curve")}</span>}
        {picture?.rounded && <span>{t("imaging.rounded")}</span>}
        <Quality frame={frame} picture={picture} preview={preview} />
      </p>
      <Letters frame={frame} />
    </div>
  );
}
