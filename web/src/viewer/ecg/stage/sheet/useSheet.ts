/** The reader's choices and the sheet they make of a recording. */
import { useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { type Levels, levelsOf } from "../../trace/figure";
import { type Gain, GAINS, layOut, type Sheet, type Speed, SPEEDS } from "../../trace/layout";
import type { Recording } from "../../trace/leads";
import { readScale } from "../../trace/scale";
import type { EcgAnchor } from "./AnchorMark";
import { type EcgLook, type Page, pageOf, settingsOf } from "./look";
import { type FullLayout, keepLeft, leftAt, rememberedLayout, rememberLayout } from "./settings";
import { type Size, useDensity } from "../../../useSize";

const USUAL = { speed: 25, gain: 10 } as const;
/** Narrower than this, three leads at a time. */
const PHONE_PX = 560;

export interface SheetState {
  sheet: Sheet | null;
  leads: readonly string[];
  levels: Levels;
  phone: boolean;
  calibrated: boolean;
  density: number;
  /** CSS px per paper mm, fit included. */
  mmPx: number;
  layout: FullLayout;
  speed: Speed;
  gain: Gain;
  setLayout: (kind: FullLayout) => void;
  setSpeed: (speed: Speed) => void;
  setGain: (gain: Gain) => void;
  stepSpeed: (by: number) => void;
  stepGain: (by: number) => void;
  usual: () => void;
  setPage: (page: number) => void;
  setGroup: (group: number) => void;
  turn: (pages: number, groups: number) => void;
}

export interface SheetRequest {
  /** The recording where it hangs: what is remembered belongs to both. */
  place: string;
  recording: Recording | null;
  loaded: number;
  size: Size;
  anchor: EcgAnchor | null;
  /** How somebody else looks at it, to be looked at likewise. */
  led: EcgLook | null;
  /** Changes when the screen was calibrated. */
  calibration: unknown;
}

function step<T>(options: readonly T[], now: T, by: number): T {
  return options[within(options.indexOf(now) + by, options.length)] ?? now;
}

function within(value: number, count: number): number {
  return Math.min(Math.max(value, 0), count - 1);
}

function placed(sheet: Sheet, leads: readonly string[], { lead, t }: EcgAnchor): boolean {
  return sheet.segments.some((one) => leads[one.lead] === lead && t >= one.from && t <= one.to);
}

/** For one recording: another one is another mount, so that none is read at the gain of the one before. */
export function useSheet({ place, recording, loaded, size, anchor, led, calibration }: SheetRequest): SheetState {
  const density = useDensity();
  const [before] = useState(() => leftAt(place));
  const [chosen, setChosen] = useState<FullLayout | null>(before.layout);
  const layout = chosen ?? rememberedLayout();
  const [speed, setSpeed] = useState<Speed>(before.speed);
  const [gain, setGain] = useState<Gain>(before.gain);
  const [view, setView] = useState<Page>({ page: before.page, group: before.group });
  useLayoutEffect(() => keepLeft(place, { layout: chosen, ...view, speed, gain }), [place, chosen, view, speed, gain]);

  const phone = size.width > 0 && size.width < PHONE_PX;
  const scale = useMemo(readScale, [density, calibration]);
  const leads = useMemo(() => recording?.traces.map((trace) => trace.name) ?? [], [recording]);
  const levels = useMemo(() => (recording ? levelsOf(recording) : []), [recording, loaded]);
  const sheet = useMemo(() => {
    if (!recording || size.width === 0 || size.height === 0) return null;
    const { header } = recording.signal;
    return layOut({
      kind: phone ? "phone" : layout,
      leads,
      durationS: header.samples / header.rate,
      speed,
      gain,
      widthMm: size.width / scale.pxPerMm,
      heightMm: size.height / scale.pxPerMm,
      page: view.page,
      group: view.group,
    });
  }, [recording, leads, size, scale, phone, layout, speed, gain, view]);

  const windowS = sheet?.windowS;
  useEffect(() => {
    const lead = anchor ? leads.indexOf(anchor.lead) : -1;
    if (!anchor || lead < 0 || !windowS) return;
    setView({ page: Math.floor(anchor.t / windowS), group: Math.floor(lead / 3) });
  }, [anchor, leads, windowS]);

  // Rows of several leads show each for a part of the time only; one row a lead shows every place.
  const shown = !anchor || !sheet || phone || placed(sheet, leads, anchor);
  const there = !anchor || !windowS || Math.floor(anchor.t / windowS) === view.page;
  useEffect(() => {
    if (!shown && there) setChosen("twelve");
  }, [anchor, shown, there]);

  useEffect(() => {
    if (!led) return;
    const wanted = settingsOf(led);
    if (wanted.layout) setChosen(wanted.layout);
    if (wanted.speed) setSpeed(wanted.speed);
    if (wanted.gain) setGain(wanted.gain);
  }, [led]);
  useEffect(() => {
    if (led && windowS) setView(pageOf(led, windowS, leads));
  }, [led, windowS, leads]);

  const changeSpeed = (value: Speed): void => {
    setSpeed(value);
    setView((now) => ({ ...now, page: 0 }));
  };
  return {
    sheet,
    leads,
    levels,
    phone,
    calibrated: scale.calibrated,
    density,
    mmPx: scale.pxPerMm * (sheet?.fit ?? 1),
    layout,
    speed,
    gain,
    setLayout: (kind) => {
      setChosen(kind);
      rememberLayout(kind);
    },
    setSpeed: changeSpeed,
    setGain,
    stepSpeed: (by) => changeSpeed(step(SPEEDS, speed, by)),
    stepGain: (by) => setGain((now) => step(GAINS, now, by)),
    usual: () => {
      setGain(USUAL.gain);
      changeSpeed(USUAL.speed);
    },
    setPage: (page) => setView((now) => ({ ...now, page })),
    setGroup: (group) => setView((now) => ({ ...now, group })),
    turn: (pages, groups) => {
      if (!sheet) return;
      setView({ page: within(sheet.page + pages, sheet.pages), group: within(sheet.group + groups, sheet.groups) });
    },
  };
}
