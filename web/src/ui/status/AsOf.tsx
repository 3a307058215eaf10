import { lastContact, offlineSince } from "../../api";
import { formatTime, t } from "../../i18n";
import { GreyBar } from "./GreyBar";

/** Under a minute the bar about the line says enough. */
const OLDER_MS = 60_000;

/** Without a line: what is on screen was loaded before the last word from the server. */
export function AsOf({ loadedAt }: { loadedAt: number | null }) {
  if (offlineSince.value === null || loadedAt === null) return null;
  if ((lastContact.value ?? loadedAt) - loadedAt < OLDER_MS) return null;
  return <GreyBar>{t("common.as_of", { time: formatTime(loadedAt) })}</GreyBar>;
}
