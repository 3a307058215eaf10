import { startAlarm } from "./alarm/alarm";
import { startWorklist } from "./live";

export { AlarmBar, AlarmStrip } from "./alarm/AlarmStrip";
export type { Row } from "./board";
export { useListKeys } from "./list/useListKeys";
export { WorkRow } from "./list/WorkRow";

/** The list of what waits and the alarm over it, from login to logout on whatever page. */
export function startWatch(): () => void {
  const stops = [startWorklist(), startAlarm()];
  return () => {
    for (const stop of stops) stop();
  };
}
