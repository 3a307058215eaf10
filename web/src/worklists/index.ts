import { computed, type ReadonlySignal } from "@preact/signals";
import { startAlarm } from "./alarm/alarm";
import { startReferralCalls } from "./alarm/referralCalls";
import { calling, startWorklist } from "./live";

export { AlarmBar, AlarmStrip } from "./alarm/AlarmStrip";
export { DeadManBar } from "./alarm/DeadManBar";
export type { Row } from "./board";
export { useHeld } from "./list/useHeld";
export { useListKeys } from "./list/useListKeys";
export { useStill } from "./list/useStill";
export { useNews } from "./useNews";
export type { Shown } from "./list/still";
export { WorkRow } from "./list/WorkRow";

/** How many emergencies ring now; a number, and nothing of whom. */
export const callsWaiting: ReadonlySignal<number> = computed(() => calling.value.length);

/** The list of what waits and the alarm over it, from login to logout on whatever page. */
export function startWatch(): () => void {
  const stops = [startWorklist(), startReferralCalls(), startAlarm()];
  return () => {
    for (const stop of stops) stop();
  };
}
