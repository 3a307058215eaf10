/** One stack on the stage: toolbar, strip of series, light box. */
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useKeys } from "../../keys";
import { useSize } from "../../useSize";
import { type PicturePlace, type PointerMark, usePointing } from "../../pointers";
import { rateOf } from "../dicom/cine";
import type { Frame } from "../dicom/instance";
import type { Stack, Study } from "../dicom/stacks";
import { modalityRange, presetsFor, windowOf } from "../dicom/window";
import { overlaysOf } from "../pixels/overlay";
import { type ImagingLook, type ImagingQuote, pictureName } from "./view/anchor";
import { KeptList } from "./KeptList";
import { keyMap } from "./keyMap";
import { levelsOf, limitsOf } from "./view/levels";
import { LightBox } from "./lightbox/LightBox";
import { fitted, placeIn } from "./lightbox/rect";
import { SeriesStrip } from "./SeriesStrip";
import { Toolbar } from "./Toolbar";
import { useHandling } from "./lightbox/useHandling";
import { usePictures } from "./view/usePictures";
import { usePlay } from "./view/usePlay";
import { useScreen } from "./lightbox/useScreen";
import { indexIn, useDeeds } from "./view/useStack";
import type { Region } from "../engine";
import { cameraOf, keepCamera, type Change, type View } from "./view/view";
import { lengthWords, stackName } from "./words";

/** Below it there is no room for words on every tool. */
const PHONE_WIDTH = 600;

export interface StackStageProps {
  /** Address of the study: what is remembered of it goes by this. */
  url: string;
  study: Study;
  stack: Stack;
  view: View;
  change: Change;
  patientLine: string;
  led?: ImagingLook | null;
  onLook?: ((look: ImagingLook) => void) | undefined;
  onArrive?: ((percent: number) => void) | undefined;
  pointers?: readonly PointerMark[];
  onPoint?: ((place: PicturePlace | null) => void) | undefined;
  onAnchor?: ((quote: ImagingQuote) => void) | undefined;
  originalUrl?: ((sopInstanceUid: string) => string | undefined) | undefined;
  tools?: ComponentChildren;
  toolsEnd?: ComponentChildren;
}

export function StackStage(props: StackStageProps) {
  const { url, study, stack, view, change, patientLine, led = null, onLook, onAnchor, originalUrl } = props;
  const stage = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const element = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const [shown, setShown] = useState<Frame | null>(null);
  const [, moved] = useState(0);
  const [playing, setPlaying] = useState("");
  const [rates, setRates] = useState<Readonly<Record<string, number>>>({});
  const [listing, setListing] = useState(false);
  const deeds = useDeeds(study, stack, change);

  const { frames } = stack;
  const index = indexIn(stack, view);
  const frame = frames[index] as Frame;
  const plays = playing === stack.key;
  const phone = size.width > 0 && size.width < PHONE_WIDTH;

  const { screen, broken, retry } = useScreen(
    element,
    {
      slices: () => frames.length,
      lengthWords,
      onScroll: deeds.scroll,
      onWindow: (stored) => picture && deeds.window(modalityRange(stored, picture.rescale)),
      onMoved: () => moved((count) => count + 1),
      onCamera: (camera) => keepCamera(url, stack.key, camera),
      onShown: setShown,
      onFault: () => undefined,
    },
    true,
  );
  const pictures = usePictures({ frames, index, direction: view.direction, playing: plays, alone: screen === null, onDrop: (id) => screen?.drop(id) });
  const picture = pictures.get(frame.id);
  const windowing = view.windowing[stack.key] ?? "auto";
  const negative = view.inverted[stack.key] === true;
  const limits = picture ? limitsOf(windowing, frame, picture) : null;
  const region = led?.middle && led.span && led.instance === frame.instance.sop ? led as Region : undefined;

  useEffect(() => {
    if (!screen || !picture || !limits) return;
    const lines = led?.instance === frame.instance.sop && led.frame === frame.no ? (led.lengths ?? []) : null;
    screen.show({ frames, index, picture, camera: cameraOf(url, stack.key), region, lines, ...levelsOf(limits, negative, frame, picture) });
  }, [screen, frames, index, picture, limits?.lower, limits?.upper, negative, region, led]);
  useEffect(() => screen?.take(view.hand), [screen, view.hand]);
  useEffect(() => screen?.resize(), [screen, size.width, size.height]);
  useEffect(() => (screen === null ? setShown(null) : undefined), [screen]);

  const rate = rates[stack.key] ?? rateOf(stack);
  const next = (index + 1) % frames.length;
  usePlay({ playing: plays, rate, ready: () => pictures.get(frames[next]?.id ?? "") !== undefined, next: () => deeds.turn(next) });
  useHandling(box, {
    onScroll: deeds.scroll,
    onZoom: (factor, at) => screen?.zoom(factor, at),
    onPan: (dx, dy) => screen?.pan(dx, dy),
    onPress: (pressed) => screen?.take(pressed ? "window" : view.hand),
  });

  const rect = (shown && frames.includes(shown) && screen?.rect()) || fitted(frame, size);
  const picturing = pictureName(frame);
  usePointing(box, (spot) => ({ i: picturing, ...placeIn(rect, spot) }), props.onPoint);
  useEffect(() => {
    if (!onLook || shown !== frame || !limits) return;
    const { center, width } = windowOf(limits);
    const { middle, span } = screen?.region() ?? {};
    onLook({ series: stack.series, instance: frame.instance.sop, frame: frame.no, window: [center, width], negative, middle, span, lengths: screen?.lengths() });
  });

  const condition = pictures.condition(frame.id);
  const arrived = picture ? 100 : condition.is === "coming" && condition.total > 0 ? Math.floor((100 * condition.received) / condition.total) : 0;
  const { onArrive } = props;
  useEffect(() => onArrive?.(arrived), [onArrive, arrived]);

  const play = (): void => setPlaying(plays || frames.length < 2 ? "" : stack.key);
  const reset = (): void => {
    deeds.reset();
    screen?.fit();
  };
  useKeys(stage, keyMap({ stack, deeds, hand: view.hand, screen, reset, play }));

  const here = (at: number): boolean => pictures.get(frames[at]?.id ?? "") !== undefined;
  const share = frames.filter((_, at) => here(at)).length / frames.length;
  const hasOverlays = useMemo(() => overlaysOf(frame.set).length > 0, [frame]);
  const quote = (): void => {
    const seen = limits && windowOf(limits);
    onAnchor?.({ series: stack.series, instance: frame.instance.sop, frame: frame.no, window: seen ? [seen.center, seen.width] : undefined, name: stackName(stack), slice: index + 1, of: frames.length });
  };
  return (
    <div ref={stage} class="imaging-stage">
      <Toolbar
        hand={view.hand}
        onHand={deeds.hand}
        presets={presetsFor(stack.modality)}
        preset={typeof windowing === "string" ? windowing : null}
        onPreset={deeds.preset}
        colour={picture?.colour === true}
        negative={negative}
        onNegative={deeds.negative}
        onReset={reset}
        cine={frames.length > 1 ? { playing: plays, rate, onPlay: play, onRate: (value) => setRates({ ...rates, [stack.key]: value }) } : null}
        overlays={hasOverlays ? { shown: view.overlays, onToggle: deeds.overlays } : null}
        onQuote={onAnchor && quote}
        phone={phone}
        tools={props.tools}
        toolsEnd={props.toolsEnd}
      />
      <SeriesStrip
        study={study}
        current={stack}
        share={share}
        listing={listing}
        onStack={(chosen) => {
          setListing(false);
          deeds.choose(chosen);
        }}
        onList={() => setListing(!listing)}
      />
      <div class="imaging-desk">
        <LightBox
          {...{ box, element, broken, shown, picture, limits, stack, index, here, patientLine, phone, originalUrl }}
          condition={condition}
          rect={rect}
          width={size.width}
          pointers={(props.pointers ?? []).filter(({ i }) => i === picturing)}
          onRetry={() => pictures.retry()}
          overlays={view.overlays}
          onRepair={retry}
          onTurn={deeds.turn}
        />
        {listing && <KeptList kept={study.kept} originalUrl={originalUrl} />}
      </div>
    </div>
  );
}
