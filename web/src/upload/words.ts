import { has, t, tError } from "../i18n";
import type { Item } from "./state";

/** The words of a typed reason or caution: `intake.refused.too_large`, `ecg.checksum_mismatch`. */
export function reasonWords(code: string): string {
  const key = code.startsWith("intake.") ? code.slice("intake.".length) : code;
  const known = `intake.${key}`;
  return has(known) ? t(known) : code;
}

/** Why a file did not get through, by local cause or the server's code. */
export function failureWords(code: string): string {
  return has(`upload.failure.${code}`) ? t(`upload.failure.${code}`) : tError({ code });
}

/** What has become of a checked file. */
export function endWords(item: Item): string {
  const why = item.reason === null ? "" : reasonWords(item.reason);
  if (item.phase === "refused") return t("upload.refused", { reason: why });
  if (item.phase === "kept") return t("upload.kept", { reason: why });
  if (item.phase === "failed") return t("upload.failed", { reason: failureWords(item.reason ?? "") });
  const done = item.material?.startsWith("ecg:") ? t("upload.stored_ecg") : t("upload.stored");
  return why === "" ? done : `${done} · ${why}`;
}
