import { offlineSince } from "../../api";
import { formatBytes, formatSpan, t } from "../../i18n";
import { Button } from "../../ui";
import { speed } from "../meter";
import { drop, pause, resume } from "../queue/single";
import { secondsLeft } from "../send/rate";
import { DONE, type Item } from "../state";
import { endWords } from "../words";

/** One file: its bytes on the way, then what the server makes of it, in words. */
export function UploadRow({ item }: { item: Item }) {
  const share = item.size === 0 ? 0 : Math.floor((item.sent / item.size) * 100);
  const done = DONE.includes(item.phase);
  return (
    <li class={`upload-row upload-${item.phase}`}>
      <div class="upload-text">
        <p class="upload-name">
          <strong>{item.name}</strong> <span class="meta">{formatBytes(item.size)}</span>
        </p>
        {!done && item.phase !== "held" && (
          <progress class="upload-bar" value={share} max={100} aria-label={t("upload.progress", { name: item.name })} />
        )}
        <p class="upload-words" role="status">
          {wordsOf(item)}
        </p>
      </div>
      <Buttons item={item} />
    </li>
  );
}

function Buttons({ item }: { item: Item }) {
  const { key, phase, name } = item;
  const goes = ["queued", "preparing", "sending", "waiting"].includes(phase);
  const again = phase === "paused" || (phase === "failed" && item.reason !== "file_gone");
  return (
    <div class="upload-buttons">
      {goes && (
        <Button kind="text" size="small" onClick={() => pause(key)}>
          {t("upload.pause")}
        </Button>
      )}
      {again && (
        <Button kind="text" size="small" onClick={() => resume(key)}>
          {phase === "paused" ? t("upload.resume") : t("upload.again")}
        </Button>
      )}
      {phase !== "checking" && (
        <Button kind="text" size="small" label={labelOf(item, name)} onClick={() => drop(key)}>
          {DONE.includes(phase) || phase === "held" ? t("upload.off_list") : t("upload.cancel")}
        </Button>
      )}
    </div>
  );
}

function labelOf(item: Item, name: string): string {
  const word = DONE.includes(item.phase) || item.phase === "held" ? t("upload.off_list") : t("upload.cancel");
  return `${word}: ${name}`;
}

function wordsOf(item: Item): string {
  switch (item.phase) {
    case "held":
      return t("upload.held");
    case "queued":
      return t("upload.queued");
    case "preparing":
      return t("upload.preparing");
    case "sending":
      return sendingWords(item);
    case "waiting":
      return item.reason === "login" ? t("upload.waiting_login") : t("upload.waiting_line", progressOf(item));
    case "paused":
      return t("upload.paused", progressOf(item));
    case "orphan":
      return t("upload.orphan", progressOf(item));
    case "checking":
      return item.slow ? t("upload.checking_slow") : t("upload.checking");
    default:
      return endWords(item);
  }
}

const progressOf = (item: Item) => ({ sent: formatBytes(item.sent), size: formatBytes(item.size) });

function sendingWords(item: Item): string {
  if (offlineSince.value !== null) return t("upload.waiting_line", progressOf(item));
  const left = secondsLeft(item.size - item.sent, speed.value);
  return [
    t("upload.sending", progressOf(item)),
    speed.value === null ? null : t("upload.rate", { rate: formatBytes(speed.value) }),
    left === null ? null : t("upload.left", { time: formatSpan(left * 1000) }),
  ]
    .filter(Boolean)
    .join(" · ");
}
