import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { t } from "../../../../i18n";
import { type Caliper, type Point, pointAt, type Spot, spotOf } from "../../trace/caliper";
import type { Levels } from "../../trace/figure";
import type { Sheet } from "../../trace/layout";
import { Handle } from "./Handle";
import { Loupe } from "./Loupe";
import { useGestures } from "./useGestures";
import { fixed } from "../words";

export interface CaliperLayerProps {
  sheet: Sheet;
  /** CSS px per paper mm. */
  mmPx: number;
  leads: readonly string[];
  levels: Levels;
  /** Samples per second: the finest step of the arrow keys. */
  rate: number;
  caliper: Caliper | null;
  armed: boolean;
  picture: RefObject<HTMLCanvasElement | null>;
  onChange: (caliper: Caliper) => void;
  /** A long press, where no caliper was asked for yet. */
  onArm: () => void;
  /** Swipes: +1 is on (to the left, or upwards). */
  onSwipe: (across: number, down: number) => void;
}

type End = "a" | "b";

const FINE_S = 0.004;
const FINE_MV = 0.02;
const LARGE = 5;
const APART_S = 0.4;

function Lines({ a, b, height }: { a: Spot; b: Spot; height: number }) {
  return (
    <svg class="ecg-lines" aria-hidden="true">
      <path class="ecg-line-far" d={`M${a.x} 0V${height}M${b.x} 0V${height}`} />
      <path class="ecg-line-level" d={`M${a.x} ${a.y}H${b.x}M${a.x} ${b.y}H${b.x}`} />
      <path class="ecg-line-near" d={`M${a.x} ${a.y - 30}V${a.y + 30}M${b.x} ${b.y - 30}V${b.y + 30}`} />
    </svg>
  );
}

function described(point: Point, leads: readonly string[], sheet: Sheet): string {
  const lead = leads[sheet.segments[point.segment]?.lead ?? 0] ?? "";
  return `${lead} ${fixed(point.t, 3)} s ${fixed(point.mv, 2)} mV`;
}

/** Lies over the paper: takes the pointer, draws the caliper. */
export function CaliperLayer(props: CaliperLayerProps) {
  const { sheet, mmPx, levels, caliper, armed, onChange } = props;
  const layer = useRef<HTMLDivElement>(null);
  const [thumb, setThumb] = useState<Spot | null>(null);
  const levelOf = (lead: number): number => levels[lead] ?? 0;
  const at = (px: Spot, keep: number | null = null): Point =>
    pointAt(sheet, { x: px.x / mmPx, y: px.y / mmPx }, levelOf, keep);
  const pxOf = (point: Point): Spot => {
    const spot = spotOf(sheet, point, levelOf(sheet.segments[point.segment]?.lead ?? 0));
    return { x: spot.x * mmPx, y: spot.y * mmPx };
  };
  const beside = (point: Point): Point => {
    const away = APART_S * sheet.speed * mmPx;
    const px = pxOf(point);
    const limit = layer.current?.clientWidth ?? 0;
    return at({ x: px.x + (px.x + away < limit ? away : -away), y: px.y }, point.segment);
  };
  const gestures = useGestures({
    layer,
    armed,
    onPull: (from, to) => {
      const a = at(from);
      onChange({ a, b: at(to, a.segment) });
    },
    onTap: (px) => {
      const point = at(px);
      if (!caliper) return onChange({ a: point, b: beside(point) });
      const distance = (end: End): number => Math.hypot(pxOf(caliper[end]).x - px.x, pxOf(caliper[end]).y - px.y);
      onChange({ ...caliper, [distance("a") <= distance("b") ? "a" : "b"]: point });
    },
    onLongPress: (px) => {
      const point = at(px);
      props.onArm();
      onChange({ a: point, b: beside(point) });
    },
    onSwipe: props.onSwipe,
  });
  const step = (end: End, right: number, up: number, large: boolean): void => {
    if (!caliper) return;
    const times = large ? LARGE : 1;
    const point = caliper[end];
    const moved = {
      ...point,
      t: point.t + right * times * Math.max(FINE_S, 1 / props.rate),
      mv: point.mv + up * times * FINE_MV,
    };
    onChange({ ...caliper, [end]: at(pxOf(moved), point.segment) });
  };
  const handle = (end: End, name: string, point: Point) => (
    <Handle
      name={name}
      value={described(point, props.leads, sheet)}
      now={point.t}
      at={pxOf(point)}
      onMove={(to, byTouch) => {
        if (caliper) onChange({ ...caliper, [end]: at(to, point.segment) });
        if (byTouch) setThumb(to);
      }}
      onStep={(right, up, large) => step(end, right, up, large)}
      onDrop={() => setThumb(null)}
    />
  );
  return (
    <div ref={layer} class={armed ? "ecg-layer ecg-layer-armed" : "ecg-layer"} {...gestures}>
      {caliper && <Lines a={pxOf(caliper.a)} b={pxOf(caliper.b)} height={sheet.heightMm * mmPx} />}
      {caliper && handle("a", t("ecg.point_a"), caliper.a)}
      {caliper && handle("b", t("ecg.point_b"), caliper.b)}
      {thumb && <Loupe source={props.picture} at={thumb} width={sheet.widthMm * mmPx} />}
    </div>
  );
}
