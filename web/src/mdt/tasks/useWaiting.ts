import { hasRole, useResource } from "../../api";
import { useNews } from "../session/useSession";
import type { Place } from "../types";

/** Of the place, what waits for this person alone. */
export interface Waiting {
  place: Place | undefined;
  count: number;
  reload: () => void;
}

const WAITS = ["actions", "invitations", "opinions_due", "to_sign", "to_finalise", "to_screen", "to_conclude", "polls"] as const;

/** Meetings that run now and want this person in them. */
export const running = (place: Place) => place.sessions.filter((each) => each.state === "open" && each.mode === "live" && each.part !== "" && each.answer !== "declined");

/** Polls I have answered wait for others. */
export const countWaiting = (place: Place): number =>
  WAITS.reduce((sum, name) => sum + place[name].length, running(place).length) - place.polls.filter((each) => each.mine !== null).length;

/** What the MDTs want of this person, for Today; nothing is asked for whoever is in none. */
export function useWaiting(): Waiting {
  const clinical = hasRole(["doctor", "head", "nurse", "technician", "expert", "reviewer", "chair", "secretary"]);
  const { data, reload } = useResource<Place>(clinical ? "/mdt" : null);
  useNews(["person:*", "reconnected"], reload);
  return { place: data, count: data === undefined ? 0 : countWaiting(data), reload };
}
