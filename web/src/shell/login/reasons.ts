import { ApiError, OfflineError } from "../../api";
import { t, tError } from "../../i18n";

/** Why a login failed, in words a ward understands. */
export function reasonOf(error: unknown): string {
  if (error instanceof OfflineError) return t("login.offline");
  if (!(error instanceof ApiError)) return tError(error);
  if (error.status === 401) return t("login.failed");
  if (error.status !== 429) return tError(error);
  const seconds = error.params.retry_after;
  return typeof seconds === "number" && seconds <= 120 ? t("login.throttled", { seconds }) : t("login.throttled_soon");
}
