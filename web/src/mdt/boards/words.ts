import { plural, t } from "../../i18n";
import type { Calendar } from "../types";
import { weekdayName } from "../../duty/times";

/** A Monday, so that days of the week have names. */
const MONDAY = Date.UTC(2024, 0, 1);

export const dayName = (weekday: number) => weekdayName(new Date(MONDAY + weekday * 86_400_000).toISOString().slice(0, 10));

/** "Tue 14:00, 60 minutes, weeks 1 and 3 of the month". */
export function calendarWords(calendar: Calendar): string {
  const length = plural("mdt.minutes", calendar.minutes);
  if (calendar.weekday === null) return [t("mdt.calendar_called"), length].join(" · ");
  const weeks = calendar.weeks.length === 0 ? t("mdt.calendar_weekly") : t("mdt.calendar_weeks", { weeks: calendar.weeks.map(String) });
  return [`${dayName(calendar.weekday)} ${calendar.at}`, weeks, length].join(" · ");
}
