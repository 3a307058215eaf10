import { now } from "../../api";
import { formatDate, timeZone } from "../../i18n";
import { dayOf } from "./days";

export const ownZone = () => timeZone.value ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Today by the server's clock at a hospital, else at the reader's own. */
export const today = (zone: string = ownZone()) => dayOf(now.value, zone);

/** A day (YYYY-MM-DD) as the language writes it. */
export const dayText = (day: string) => formatDate(`${day}T00:00:00Z`, "UTC");
