/** Texts of the light box. */
import { formatDate, formatDateTime, formatNumber, has, t } from "../../../i18n";
import { text } from "../dicom/attributes";
import { type Distance, placeOf } from "../dicom/geometry";
import type { Frame } from "../dicom/instance";
import { qualityOf } from "../dicom/quality";
import type { Stack } from "../dicom/stacks";
import { TAG } from "../dicom/tags";
import { type Range, windowOf } from "../dicom/window";
import type { Failure } from "../loading/pictures";

/** "34.1 mm"; says so where the distance is not one in the body. */
export function lengthWords({ value, unit, detector }: Distance): string {
  const written = formatNumber(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  if (unit === "px") return t("imaging.length_px", { value: written });
  return t(detector ? "imaging.length_detector" : "imaging.length_mm", { value: written });
}

export function qualityWords(frame: Frame): string {
  const quality = qualityOf(frame.instance);
  if (quality.kind === "original") return t("imaging.original");
  if (quality.ratio === null) return t("imaging.lossy");
  return t("imaging.lossy_ratio", { ratio: formatNumber(quality.ratio, { maximumFractionDigits: 1 }) });
}

/** "C 40 · W 400"; two decimals where the values are small. */
export function windowWords(limits: Range): string {
  const { center, width } = windowOf(limits);
  const span = limits.upper - limits.lower;
  const digits = span < 10 ? 2 : 0;
  const write = (value: number): string => formatNumber(value, { maximumFractionDigits: digits, useGrouping: false });
  return t("imaging.window_values", { center: write(center), width: write(width) });
}

export function stackName(stack: Stack): string {
  return [stack.seriesNumber, stack.modality, stack.description].filter(Boolean).join(" ");
}

export function placeWords(frame: Frame): string {
  const place = frame.plane && frame.position ? placeOf(frame.position, frame.plane) : null;
  const thick = frame.thickness ? t("imaging.thickness", { mm: frame.thickness }) : "";
  const at = place ? `${place.side} ${formatNumber(place.distance, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} mm` : "";
  return [at, thick].filter(Boolean).join(" · ");
}

const DATE = /^(\d{4})(\d{2})(\d{2})$/;
const TIME = /^(\d{2})(\d{2})/;

/** The device's clock as it stands in the file: no zone is known, none is converted. */
export function takenAt(frame: Frame): string {
  const pairs = [
    [TAG.acquisitionDate, TAG.acquisitionTime],
    [TAG.seriesDate, TAG.seriesTime],
    [TAG.studyDate, TAG.studyTime],
  ] as const;
  for (const [dateTag, timeTag] of pairs) {
    const date = DATE.exec(text(frame.set, dateTag));
    if (!date) continue;
    const time = TIME.exec(text(frame.set, timeTag));
    const [year, month, day] = date.slice(1).map(Number);
    const at = Date.UTC(year ?? 0, (month ?? 1) - 1, day, Number(time?.[1] ?? 0), Number(time?.[2] ?? 0));
    return time ? formatDateTime(at, "UTC") : formatDate(at, "UTC");
  }
  return "";
}

export function deviceOf(frame: Frame): string {
  return [TAG.institution, TAG.manufacturer, TAG.model].map((tag) => text(frame.set, tag)).filter(Boolean).join(" ");
}

/** `detail`: what the server says of it, which is more than a number does. */
export function statusWords(status: number, detail = ""): string {
  if (status === 0) return t("imaging.error.network");
  if (status < 0) return t("imaging.error.no_metadata");
  const key = `imaging.error.http_${status}`;
  if (has(key)) return t(key);
  return detail || t("imaging.error.http", { status: String(status) });
}

export function failureWords(failure: Failure): string {
  if (failure.kind === "load") return statusWords(failure.status, failure.detail);
  const key = `imaging.fault.${failure.fault}`;
  return has(key) ? t(key) : t("imaging.fault.decode");
}
