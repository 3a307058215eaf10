import { t } from "../../../i18n";
import { aboutWords, type EcgRecord, fixed, footWords, machineWords, warningWords } from "../stage/words";
import { drawBoundaries, drawPulses, drawSegment, type Levels, levelsOf } from "../trace/figure";
import { leadLabels } from "../trace/labels";
import { type Gain, layOut, type LayoutKind, type Sheet, type Speed } from "../trace/layout";
import type { Recording } from "../trace/leads";
import { LIGHT_PAPER } from "../trace/paper";
import type { Pen } from "../trace/path";

export interface EcgPrintProps {
  recording: Recording;
  record: EcgRecord;
  /** Who the recording is of, as the paper shall say it. */
  patientLine: string;
  layout?: Exclude<LayoutKind, "phone">;
  speed?: Speed;
  gain?: Gain;
  page?: number;
}

/** What fits on A4 landscape with 10 mm margins and the lines of text around it. */
const WIDTH_MM = 270;
const HEIGHT_MM = 152;
/** About 500 columns to the inch: finer than any office printer resolves. */
const COLUMN_MM = 0.05;

class SvgPen implements Pen {
  private readonly parts: string[] = [];

  moveTo(x: number, y: number): void {
    this.parts.push(`M${x.toFixed(2)} ${y.toFixed(2)}`);
  }

  lineTo(x: number, y: number): void {
    this.parts.push(`L${x.toFixed(2)} ${y.toFixed(2)}`);
  }

  toString(): string {
    return this.parts.join("");
  }
}

function path(draw: (pen: Pen) => void): string {
  const pen = new SvgPen();
  draw(pen);
  return pen.toString();
}

function gridPath(step: number, originMm: number): string {
  return path((pen) => {
    for (let x = originMm % step; x <= WIDTH_MM; x += step) {
      pen.moveTo(x, 0);
      pen.lineTo(x, HEIGHT_MM);
    }
    for (let y = 0; y <= HEIGHT_MM; y += step) {
      pen.moveTo(0, y);
      pen.lineTo(WIDTH_MM, y);
    }
  });
}

function Figure({ sheet, recording, levels }: { sheet: Sheet; recording: Recording; levels: Levels }) {
  const traces = path((pen) => {
    for (const segment of sheet.segments) drawSegment(sheet, segment, recording, levels, COLUMN_MM, pen);
  });
  const marks = path((pen) => {
    drawPulses(sheet, pen);
    drawBoundaries(sheet, pen);
  });
  const grid = LIGHT_PAPER.fiveMm;
  return (
    <svg class="ecg-print-sheet" width={`${WIDTH_MM}mm`} height={`${HEIGHT_MM}mm`} viewBox={`0 0 ${WIDTH_MM} ${HEIGHT_MM}`}>
      <title>{t("ecg.title")}</title>
      <path d={gridPath(1, sheet.originMm)} fill="none" stroke={grid} stroke-width="0.06" />
      <path d={gridPath(5, sheet.originMm)} fill="none" stroke={grid} stroke-width="0.18" />
      <path d={marks} fill="none" stroke="#000" stroke-width="0.2" />
      <path d={traces} fill="none" stroke="#000" stroke-width="0.25" stroke-linejoin="round" stroke-linecap="round" />
      {leadLabels(sheet, recording, levels).map((label, index) => (
        <text key={index} x={label.x} y={label.y} font-size="3.2" font-weight="600">
          {label.text}
        </text>
      ))}
    </svg>
  );
}

/** One A4 landscape sheet at true scale: 25 mm on paper are 25 mm (print at 100 %). */
export function EcgPrint(props: EcgPrintProps) {
  const { recording, record, patientLine, layout = "three", speed = 25, gain = 10, page = 0 } = props;
  const { header } = recording.signal;
  const levels = levelsOf(recording);
  const sheet = layOut({
    kind: layout,
    leads: recording.traces.map((trace) => trace.name),
    durationS: header.samples / header.rate,
    speed,
    gain,
    widthMm: WIDTH_MM,
    heightMm: HEIGHT_MM,
    page,
    group: 0,
  });
  const machine = machineWords(header);
  const warnings = warningWords(header, recording.traces);
  const scale = sheet.fit < 1 ? t("ecg.fitted", { percent: String(Math.floor(sheet.fit * 100)) }) : t("ecg.print_scale");
  const end = Math.min(sheet.startS + sheet.windowS, header.samples / header.rate);
  return (
    <article class="ecg-print">
      <p class="ecg-print-patient">{patientLine}</p>
      <p>{[...aboutWords(record, header), `${fixed(sheet.startS, 1)}–${fixed(end, 1)} s`].join(" · ")}</p>
      {machine && (
        <p>
          {t("ecg.machine_unconfirmed")} {machine}
        </p>
      )}
      {warnings.length > 0 && <p>{warnings.join(" · ")}</p>}
      <Figure sheet={sheet} recording={recording} levels={levels} />
      <p>{footWords(sheet, header, scale, recording.traces).join(" · ")}</p>
    </article>
  );
}
