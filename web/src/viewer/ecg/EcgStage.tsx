/** The ECG on the stage: fetches, shows, measures. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { Pointers, type PicturePlace, type PointerMark, usePointing } from "../pointers";
import "./ecg.css";
import { printEcg } from "./print/printEcg";
import { About, Quality } from "./stage/About";
import { AnchorMark, type EcgAnchor } from "./stage/sheet/AnchorMark";
import { CalibratePanel } from "./stage/CalibratePanel";
import { CaliperLayer } from "./stage/caliper/CaliperLayer";
import { type KeyMap, useKeys } from "../keys";
import { type EcgLook, lookOf } from "./stage/sheet/look";
import { Failure, Progress } from "./stage/Notices";
import { Paper } from "./stage/sheet/Paper";
import { placeAt, spotOfMark } from "./stage/sheet/pointing";
import { Reading } from "./stage/caliper/Reading";
import { Toolbar } from "./stage/Toolbar";
import { type CaliperState, useCaliper } from "./stage/caliper/useCaliper";
import { percentOf, recordingOf, useEcg } from "./stage/useEcg";
import { type SheetState, useSheet } from "./stage/sheet/useSheet";
import { useSize } from "../useSize";
import { type EcgRecord, readingWords, screenFoot } from "./stage/words";
import { read } from "./trace/caliper";

export type { EcgAnchor } from "./stage/sheet/AnchorMark";
export type { EcgLook } from "./stage/sheet/look";
export type { EcgRecord } from "./stage/words";

export interface EcgStageProps {
  /** Where the ECG1 derivative is; fetched with the session's cookie. */
  src: string;
  record: EcgRecord;
  /** Whose look at it is remembered; the same recording may hang in two cases. */
  place?: string;
  /** Shows the ring of an anchor chip and moves to it. */
  anchor?: EcgAnchor | null;
  /** Offered beside the caliper's reading: quote this place in the room. */
  onAnchor?: (anchor: EcgAnchor & { reading: string }) => void;
  /** How somebody else looks at it, to be looked at likewise. */
  led?: EcgLook | null;
  /** Told how it is looked at here, with each change. */
  onLook?: ((look: EcgLook) => void) | undefined;
  /** Told how much of it is here, in per cent. */
  onArrive?: ((percent: number) => void) | undefined;
  /** Where others point, and told where the hand here is. */
  pointers?: readonly PointerMark[];
  onPoint?: ((place: PicturePlace | null) => void) | undefined;
  /** Name, sex, age, number as they shall stand on the print; without it nothing prints. */
  patientLine?: string;
  /** Further tools after the caliper, and at the right end. */
  tools?: ComponentChildren;
  toolsEnd?: ComponentChildren;
}

function keysOf(view: SheetState, tool: CaliperState): KeyMap {
  return {
    "1": () => view.setLayout("three"),
    "2": () => view.setLayout("six"),
    "3": () => view.setLayout("twelve"),
    "+": () => view.stepGain(1),
    "=": () => view.stepGain(1),
    "-": () => view.stepGain(-1),
    ".": () => view.stepSpeed(1),
    ",": () => view.stepSpeed(-1),
    "0": view.usual,
    l: tool.toggle,
    PageDown: () => view.turn(1, 0),
    PageUp: () => view.turn(-1, 0),
    ...(view.phone && !tool.armed && { ArrowDown: () => view.turn(0, 1), ArrowUp: () => view.turn(0, -1) }),
    ...(tool.armed && { Escape: tool.clear }),
  };
}

export function EcgStage(props: EcgStageProps) {
  return <OneRecording key={`${props.place} ${props.src}`} {...props} />;
}

function OneRecording(props: EcgStageProps) {
  const { src, record, anchor = null, led = null, onAnchor, onLook, patientLine } = props;
  const stage = useRef<HTMLElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLCanvasElement>(null);
  const [state, retry] = useEcg(src);
  const [calibrating, setCalibrating] = useState(false);
  const size = useSize(area);
  const recording = recordingOf(state);
  const loaded = recording?.signal.loaded ?? 0;
  const view = useSheet({ place: `${props.place} ${src}`, recording, loaded, size, anchor, led, calibration: calibrating });
  const { sheet, leads, levels, phone, mmPx } = view;
  const tool = useCaliper(sheet, leads, led);
  useKeys(stage, keysOf(view, tool));
  useEffect(() => {
    if (sheet) onLook?.(lookOf(sheet, leads, view.layout, tool.caliper));
  }, [onLook, sheet, leads, view.layout, tool.caliper]);
  const { onArrive } = props;
  const percent = percentOf(state);
  useEffect(() => onArrive?.(percent), [onArrive, percent]);
  const whose = props.place ?? "";
  usePointing(area, (spot) => sheet && placeAt({ whose, sheet, leads, levels, mmPx }, spot), props.onPoint);

  const reading = tool.armed && sheet && tool.caliper ? readingWords(read(sheet, tool.caliper)) : "";
  const quote = (): void => {
    const point = tool.caliper?.a;
    const lead = leads[sheet?.segments[point?.segment ?? -1]?.lead ?? -1];
    if (point && lead) onAnchor?.({ lead, t: Number(point.t.toFixed(2)), reading });
  };
  const { layout, speed, gain } = view;
  const print =
    recording && state.phase === "ready" && patientLine
      ? () => printEcg({ recording, record, patientLine, layout, speed, gain, page: sheet?.page ?? 0 })
      : undefined;
  return (
    <section ref={stage} class="ecg" aria-label={t("ecg.title")} aria-busy={state.phase === "loading"}>
      <Toolbar
        view={view}
        measuring={tool.armed}
        onCaliper={tool.toggle}
        onCalibrate={() => setCalibrating((now) => !now)}
        onPrint={print}
        reading={<Reading text={reading} phone={phone} onQuote={onAnchor && quote} onClear={tool.clear} />}
        tools={props.tools}
        toolsEnd={props.toolsEnd}
      />
      <About record={record} state={state} phone={phone} />
      <div class="ecg-desk">
        <Paper area={area} picture={picture} size={size} view={view} recording={recording} loaded={loaded}>
          {sheet && recording && anchor && (
            <AnchorMark anchor={anchor} sheet={sheet} recording={recording} levels={levels} mmPx={mmPx} />
          )}
          {sheet && props.pointers && (
            <Pointers pointers={props.pointers} width={size.width} spotOf={(mark) => spotOfMark({ whose, sheet, leads, levels, mmPx }, mark)} />
          )}
          {sheet && recording && (
            <CaliperLayer
              sheet={sheet}
              mmPx={mmPx}
              leads={leads}
              levels={levels}
              rate={recording.signal.header.rate}
              caliper={tool.caliper}
              armed={tool.armed}
              picture={picture}
              onChange={tool.set}
              onArm={tool.arm}
              onSwipe={view.turn}
            />
          )}
        </Paper>
        {calibrating && <CalibratePanel width={size.width} onDone={() => setCalibrating(false)} />}
        <Failure state={state} retry={retry} />
        <Progress state={state} />
      </div>
      <p class="ecg-foot">
        {phone && <Quality state={state} />}
        {phone && " · "}
        {sheet && recording
          ? screenFoot(sheet, recording, view.calibrated).join(" · ")
          : `${speed} mm/s · ${gain} mm/mV`}
        {phone && ` · ${record.device || t("ecg.device_unknown")}`}
      </p>
    </section>
  );
}
