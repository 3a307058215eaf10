import { computed } from "@preact/signals";
import { now } from "../../api";
import { formatDate, timeZone } from "../../i18n";
import { dayOf } from "../../i18n/days";

const MINUTE = 60_000;

/**
 * The end of this minute by the server's clock (ms): lists change with it, not every second, and
 * what was given or ended just now already counts.
 */
export const thisMinute = computed(() => Math.ceil(now.value / MINUTE) * MINUTE);

export const ownZone = () => timeZone.value ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Today by the server's clock at a hospital, else at the reader's own. */
export const today = (zone: string = ownZone()) => dayOf(thisMinute.value, zone);

/** A day (YYYY-MM-DD) as the language writes it. */
export const dayText = (day: string) => formatDate(`${day}T00:00:00Z`, "UTC");
