/** The viewport and what lies over it. */
import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../../../i18n";
import type { Frame } from "../../dicom/instance";
import type { Range } from "../../dicom/window";
import type { Rect } from "../../engine";
import type { Condition } from "../../loading/pictures";
import type { Picture } from "../../pixels/picture";
import { Corners, type CornersProps } from "./Corners";
import { Cover } from "./Cover";
import { type PointerMark, Pointers } from "../../../pointers";
import { Notice } from "../Notices";
import { Original } from "../Original";
import { Overlays } from "./Overlays";
import { SliceBar } from "./SliceBar";
import { spotIn } from "./rect";
import { failureWords } from "../words";

export interface LightBoxProps extends Pick<CornersProps, "patientLine" | "stack" | "index" | "phone"> {
  box: RefObject<HTMLDivElement | null>;
  element: RefObject<HTMLDivElement | null>;
  /** The engine did not come. */
  broken: boolean;
  onRepair: () => void;
  /** What the screen shows now, null at first. */
  shown: Frame | null;
  picture: Picture | undefined;
  condition: Condition;
  /** Whether the slice at this place has arrived. */
  here: (index: number) => boolean;
  onRetry: () => void;
  rect: Rect;
  /** Of the light box, CSS px. */
  width: number;
  pointers: readonly PointerMark[];
  limits: Range | null;
  overlays: boolean;
  onTurn: (index: number) => void;
  originalUrl?: ((sopInstanceUid: string) => string | undefined) | undefined;
}

type State = "original" | "preview" | "none";

export function LightBox(props: LightBoxProps) {
  const { stack, index, shown, picture, condition, rect, patientLine, phone, limits, broken } = props;
  const [preview, setPreview] = useState("");
  const frame = stack.frames[index];
  if (!frame) return null;
  const covered = picture === undefined || shown === null;
  const previewing = covered && preview === frame.id;
  const state: State = shown === frame && picture ? "original" : previewing ? "preview" : "none";
  return (
    <div ref={props.box} class="imaging-light" data-showing={state} aria-busy={state !== "original"}>
      <div ref={props.element} class={`imaging-canvas${shown ? "" : " imaging-canvas-empty"}`} />
      {props.overlays && !covered && <Overlays frame={frame} rect={rect} />}
      {covered && (
        <Cover key={frame.id} frame={frame} rect={rect} condition={condition} first={shown === null} onPreview={(seen) => setPreview(seen ? frame.id : "")} />
      )}
      <Corners {...{ patientLine, stack, frame, index, limits, phone }} picture={covered ? undefined : picture} preview={previewing} />
      {condition.is === "failed" && (
        <Notice words={failureWords(condition.failure)} safe={condition.failure.kind === "pixels"} retry={props.onRetry}>
          <Original instance={frame.instance} href={props.originalUrl?.(frame.instance.sop)} />
        </Notice>
      )}
      {broken && <Notice words={t("imaging.error.engine")} retry={props.onRepair} />}
      <Pointers pointers={props.pointers} width={props.width} spotOf={(mark) => spotIn(rect, mark)} />
      {stack.frames.length > 1 && (
        <SliceBar count={stack.frames.length} index={index} here={props.here} onTurn={props.onTurn} />
      )}
    </div>
  );
}
