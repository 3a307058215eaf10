/** Where each lead goes on the sheet, in millimetres of ECG paper; screen and print share it. */

export type LayoutKind = "three" | "six" | "twelve" | "phone";
export type Speed = 12.5 | 25 | 50;
export type Gain = 5 | 10 | 20;

export const SPEEDS: readonly Speed[] = [12.5, 25, 50];
export const GAINS: readonly Gain[] = [5, 10, 20];

export interface LayoutRequest {
  kind: LayoutKind;
  /** Names in paper order; a segment refers to them by index. */
  leads: readonly string[];
  durationS: number;
  speed: Speed;
  gain: Gain;
  /** Room in true millimetres. */
  widthMm: number;
  heightMm: number;
  /** Which stretch of time, and on the phone which three leads. */
  page: number;
  group: number;
}

export interface Segment {
  lead: number;
  row: number;
  /** Seconds of the recording drawn here. */
  from: number;
  to: number;
  /** Paper mm of the first sample and of the zero line. */
  x: number;
  baseline: number;
  rhythm: boolean;
}

export interface Sheet {
  speed: Speed;
  gain: Gain;
  /** 1 = true scale; below, everything shrinks alike so that squares stay square. */
  fit: number;
  widthMm: number;
  heightMm: number;
  rowMm: number;
  rows: number;
  columns: number;
  /** Paper mm where the traces start; a 5 mm grid line. */
  originMm: number;
  /** `bar`: only the height of 1 mV, where the glass has no room for 200 ms. */
  pulse: "full" | "bar";
  segments: Segment[];
  startS: number;
  windowS: number;
  page: number;
  pages: number;
  group: number;
  groups: number;
}

/** A page of ECG paper is 250 mm: 10 s at 25 mm/s. */
const PAPER_MM = 250;
const PHONE_S = 2.5;
const PULSE_S = 0.2;
const BAR_MM = 2;
const TALL_ROW_MM = 28.5;
const LEAST_ROW_MM = 12.5;
/** A last page showing less new time than this is not worth turning to. */
const SLIVER_S = 0.02;
/** Zero line, as a share of the row from its top. */
const ZERO_LINE = 0.56;
const ROWS: Record<LayoutKind, number> = { three: 3, six: 6, twelve: Infinity, phone: 3 };

/** Width of the strip before the traces: 0.5 mm, the pulse with 1 mm of zero line on both sides. */
export function gutterMm(speed: Speed): number {
  return 0.5 + 1 + PULSE_S * speed + 1 + 0.5;
}

export function pulseWidthMm(speed: Speed): number {
  return PULSE_S * speed;
}

function rhythmLeads(leads: readonly string[], rows: number): number[] {
  const wanted = rows >= 3 ? ["II", "V1", "V5"] : ["II"];
  const found = wanted.map((name) => leads.indexOf(name)).filter((index) => index >= 0);
  return found.length > 0 ? found : [0];
}

function timePages(durationS: number, windowS: number): number {
  return Math.max(1, Math.ceil((durationS - SLIVER_S) / windowS));
}

/** Low rows start a little lower, so that the first calibration pulse is seen whole. */
function headroomMm(rowMm: number): number {
  return clamp(11 - ZERO_LINE * rowMm, 0, 4);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

interface Plan {
  shown: number[];
  rhythm: number[];
  rowsPerColumn: number;
  columns: number;
}

function plan(request: LayoutRequest, heightMm: number, group: number): Plan {
  const all = request.leads.map((_, index) => index);
  const shown = request.kind === "phone" ? all.slice(group * 3, group * 3 + 3) : all;
  const rowsPerColumn = Math.min(ROWS[request.kind], shown.length);
  const columns = Math.ceil(shown.length / rowsPerColumn);
  const tall = heightMm / (rowsPerColumn + 3) >= TALL_ROW_MM;
  const strips = request.kind === "three" && columns > 1;
  const rhythm = strips ? rhythmLeads(request.leads, tall ? 3 : 1) : [];
  return { shown, rhythm, rowsPerColumn, columns };
}

interface Frame {
  originMm: number;
  startS: number;
  windowS: number;
  endS: number;
  baseline: (row: number) => number;
}

function placeSegments(request: LayoutRequest, what: Plan, frame: Frame): Segment[] {
  const { startS, windowS, endS, originMm, baseline } = frame;
  const columnS = windowS / what.columns;
  const grid = what.shown.map((lead, index) => {
    const column = Math.floor(index / what.rowsPerColumn);
    const row = index % what.rowsPerColumn;
    const from = startS + column * columnS;
    const to = Math.min(from + columnS, endS);
    return { lead, row, from, to, x: originMm + column * columnS * request.speed, baseline: baseline(row), rhythm: false };
  });
  const strips = what.rhythm.map((lead, index) => {
    const row = what.rowsPerColumn + index;
    return { lead, row, from: startS, to: endS, x: originMm, baseline: baseline(row), rhythm: true };
  });
  return [...grid, ...strips];
}

/** Lays out one page. Pure: same request, same sheet. */
export function layOut(request: LayoutRequest): Sheet {
  const phone = request.kind === "phone";
  const fullS = phone ? PHONE_S : PAPER_MM / request.speed;
  const windowS = Math.min(fullS, request.durationS);
  const pages = timePages(request.durationS, windowS);
  const page = clamp(request.page, 0, pages - 1);
  const startS = Math.min(page * windowS, Math.max(0, request.durationS - windowS));
  const groups = phone ? Math.ceil(request.leads.length / 3) : 1;
  const group = clamp(request.group, 0, groups - 1);

  const traceMm = windowS * request.speed;
  const fullGutter = gutterMm(request.speed);
  const roomForPulse = !phone || request.widthMm >= fullGutter + traceMm;
  const gutter = roomForPulse ? fullGutter : BAR_MM;
  const fitAcross = Math.min(1, request.widthMm / (gutter + traceMm));
  const what = plan(request, request.heightMm / fitAcross, group);
  const rows = what.rowsPerColumn + what.rhythm.length;
  const fit = Math.min(fitAcross, request.heightMm / (rows * LEAST_ROW_MM));

  const widthMm = request.widthMm / fit;
  const heightMm = request.heightMm / fit;
  const rowMm = heightMm / rows;
  const originMm = gutter + Math.max(0, widthMm - gutter - traceMm) / 2;
  const frame: Frame = {
    originMm,
    startS,
    windowS,
    endS: Math.min(startS + windowS, request.durationS),
    baseline: (row) => Math.round(headroomMm(rowMm) + (row + ZERO_LINE) * (heightMm - headroomMm(rowMm)) / rows),
  };
  return {
    speed: request.speed,
    gain: request.gain,
    fit,
    widthMm,
    heightMm,
    rowMm,
    rows,
    columns: what.columns,
    originMm,
    pulse: roomForPulse ? "full" : "bar",
    segments: placeSegments(request, what, frame),
    startS,
    windowS,
    page,
    pages,
    group,
    groups,
  };
}

/** "I–III": the three leads a phone group shows. */
export function groupName(leads: readonly string[], group: number): string {
  const names = leads.slice(group * 3, group * 3 + 3);
  return names.length > 1 ? `${names[0]}–${names[names.length - 1]}` : (names[0] ?? "");
}

/** "3×4": what the chosen arrangement is for this many leads. */
export function arrangement(kind: "three" | "six" | "twelve", leads: number): string {
  const rows = Math.min(ROWS[kind], leads);
  const columns = Math.ceil(leads / Math.max(1, rows));
  return `${rows}×${columns}`;
}
