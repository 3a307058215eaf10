/** The sentences around the trace. */
import { formatDate, formatNumber, formatSeconds, has, t } from "../../../i18n";
import type { EcgHeader, Filters } from "../format/header";
import type { Reading } from "../trace/caliper";
import type { Sheet } from "../trace/layout";
import type { Recording, Trace } from "../trace/leads";
import type { EcgFailure } from "./useEcg";

const LOW_RATE_HZ = 500;
const COARSE_STEP_UV = 5;

/** What the reader needs of a recording's surroundings; the ECG1 header fills what is absent. */
export interface EcgRecord {
  /** Hospital and device as people call it: "刚察 ECG-3". */
  device?: string | null;
  /** RFC 3339, already corrected for the device's clock. */
  recordedAt?: string | null;
  /** Seconds added to the device's clock to get `recordedAt`. */
  clockCorrectionS?: number | null;
}

/** At most `digits` decimals, never grouped: these are readings, not amounts. */
export function plain(value: number, digits = 0): string {
  return written(value, { maximumFractionDigits: digits });
}

/** Exactly `digits` decimals. */
export function fixed(value: number, digits: number): string {
  return written(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function written(value: number, digits: { minimumFractionDigits?: number; maximumFractionDigits: number }): string {
  // Adding 0 leaves no "-0".
  return formatNumber(Number(value.toFixed(digits.maximumFractionDigits)) + 0, { useGrouping: false, ...digits });
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

const ZONED = /(?:Z|[+-]\d\d:?\d\d)$/i;

/** Day to second; a time without zone is shown as the device wrote it. */
export function recordedTime(text: string): string {
  if (!ZONED.test(text) || Number.isNaN(Date.parse(text))) return text.replace("T", " ").replace(/\.\d+$/, "");
  return `${formatDate(text)} ${formatSeconds(text)}`;
}

function clockWords(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  const by = `${seconds < 0 ? "−" : "+"}${Math.floor(whole / 60)}:${pad(whole % 60)}`;
  return t("ecg.clock_corrected", { by });
}

/** "2025-11-21 14:06:12 (device clock)". */
export function timeWords(record: EcgRecord, header: EcgHeader | null): string {
  const time = record.recordedAt ?? header?.recordedAt;
  if (!time) return t("ecg.time_unknown");
  if (!record.recordedAt) return `${recordedTime(time)} ${t("ecg.device_time")}`;
  return recordedTime(time) + (record.clockCorrectionS ? ` ${clockWords(record.clockCorrectionS)}` : "");
}

/** "刚察 ECG-3 · 2025-11-21 14:06:12 · 1000 Hz". */
export function aboutWords(record: EcgRecord, header: EcgHeader | null): string[] {
  const rate = header ? [`${plain(header.rate, 2)} Hz`] : [];
  return [record.device || t("ecg.device_unknown"), timeWords(record, header), ...rate];
}

/** The machine's sentences and numbers, verbatim; empty when it said nothing. */
export function machineWords(header: EcgHeader): string {
  const numbers = header.measurements.map(({ name, value, unit }) => [name, value, unit].filter(Boolean).join(" "));
  return [...header.statements, ...numbers].join(" · ");
}

/** What lessens trust in the trace: the file's own warnings and what its figures say. */
export function warningWords(header: EcgHeader, traces: readonly Trace[]): string[] {
  const codes = new Set(header.warnings.filter((code) => code.startsWith("ecg.")).map((code) => code.slice(4)));
  const step = Math.max(...traces.map((trace) => trace.stepUv));
  if (header.rate < LOW_RATE_HZ) codes.add("low_sampling_rate");
  if (step > COARSE_STEP_UV) codes.add("coarse_resolution");
  return [...codes].map((code) => {
    const key = `ecg.warn.${code}`;
    return has(key) ? t(key, { hz: plain(header.rate), uv: plain(step, 1) }) : code;
  });
}

function filterWords({ lowHz, highHz, notchHz }: Filters): string {
  const notch = notchHz ? ` · AC ${plain(notchHz)} Hz` : "";
  if (lowHz !== null && highHz !== null) return `${plain(lowHz, 3)}–${plain(highHz)} Hz${notch}`;
  if (lowHz !== null) return `≥ ${plain(lowHz, 3)} Hz${notch}`;
  if (highHz !== null) return `≤ ${plain(highHz)} Hz${notch}`;
  return t("ecg.filters_unknown") + notch;
}

function scaleWords(fit: number, calibrated: boolean): string {
  if (fit < 1) return t("ecg.fitted", { percent: String(Math.floor(fit * 100)) });
  return calibrated ? t("ecg.calibrated") : t("ecg.not_to_scale");
}

/** "25 mm/s · 10 mm/mV · 0.05–150 Hz · not to scale · 1000 Hz": always under the trace. */
export function footWords(sheet: Sheet, header: EcgHeader, scale: string, traces: readonly Trace[]): string[] {
  const derived = traces.some((trace) => trace.derived);
  return [
    `${sheet.speed} mm/s`,
    `${sheet.gain} mm/mV`,
    filterWords(header.filters),
    scale,
    `${plain(header.rate, 2)} Hz`,
    ...(derived ? [t("ecg.derived")] : []),
  ];
}

/** The foot on screen; a recording of several pages says which seconds are shown. */
export function screenFoot(sheet: Sheet, recording: Recording, calibrated: boolean): string[] {
  const { traces } = recording;
  const { header } = recording.signal;
  const words = footWords(sheet, header, scaleWords(sheet.fit, calibrated), traces);
  if (sheet.pages === 1) return words;
  const end = Math.min(sheet.startS + sheet.windowS, header.samples / header.rate);
  return [...words, `${plain(sheet.startS, 1)}–${plain(end, 1)} s`];
}

/** "402 ms · +0.35 mV · 149 bpm". */
export function readingWords(reading: Reading): string {
  const { ms, mv, bpm } = reading;
  const sign = mv !== null && mv > 0 ? "+" : "";
  return [
    `${plain(ms)} ms`,
    mv === null ? t("ecg.caliper_two_leads") : `${sign}${fixed(mv, 2).replace("-", "−")} mV`,
    ...(bpm === null ? [] : [`${plain(bpm)} bpm`]),
  ].join(" · ");
}

export function failureWords(failure: EcgFailure): string {
  if (failure.kind === "network") return t("ecg.error.network");
  if (failure.kind === "http") {
    const key = `ecg.error.http_${failure.status}`;
    return has(key) ? t(key) : t("ecg.error.http", { status: String(failure.status) });
  }
  const where = failure.second === null ? "" : ` ${t("ecg.error.from_second", { second: plain(failure.second, 1) })}`;
  return t(`ecg.error.${failure.fault}`) + where;
}
