import { offlineSince } from "../../api";
import { formatBytes, plural, t } from "../../i18n";
import { speed } from "../meter";
import { secondsLeft } from "../send/rate";
import type { Batch, Sum } from "./list";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Where a batch stands, in one line. */
export function batchWords(batch: Batch, sum: Sum): string {
  if (batch.looking) return t("batch.looking");
  const here = { done: sum.arrived, files: plural("upload.files", sum.files) };
  const { failed, refused, files, arrived } = sum;
  if (arrived === files && refused.length === 0) return plural("batch.all", files);
  if (arrived + failed.length === files) return t("batch.some", { ...here, done: arrived - refused.length });
  if (sum.held > 0) return t("upload.held");
  const far = `${t("batch.files", here)} · ${t("upload.sending", { sent: formatBytes(sum.bytes), size: formatBytes(sum.size) })}`;
  if (sum.orphans > 0 && sum.going === 0) return `${far} · ${t(batch.partial ? "batch.begun" : "batch.missing")}`;
  if (sum.paused > 0 && sum.going === 0) return `${far} · ${t("batch.paused")}`;
  if (offlineSince.value !== null || (sum.waiting > 0 && sum.going === 0)) return `${far} · ${t("batch.no_line")}`;
  if (sum.going === 0 && sum.checking > 0) return `${far} · ${t("batch.checking")}`;
  const left = secondsLeft(sum.size - sum.bytes, speed.value);
  return [far, speed.value === null ? null : t("upload.rate", { rate: formatBytes(speed.value) }), left === null ? null : leftWords(left)].filter(Boolean).join(" · ");
}

/** About how long, as one would say it. */
export function leftWords(seconds: number): string {
  if (seconds < MINUTE) return t("batch.left.soon");
  if (seconds < HOUR) return plural("batch.left.minutes", Math.round(seconds / MINUTE));
  return plural("batch.left.hours", Math.round(seconds / HOUR));
}
