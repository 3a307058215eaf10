import type { RoleName, Session } from "../api";
import { calendar, chartGantt, fileText, listTodo, settings2, type Shape } from "../ui/icons";
import { ROUTES } from "./routes";

export interface Place {
  path: string;
  /** Text key of its word. */
  word: string;
  icon: readonly Shape[];
  roles: readonly RoleName[];
}

const TREATING: readonly RoleName[] = [
  "doctor",
  "nurse",
  "technician",
  "expert",
  "reviewer",
  "chair",
  "secretary",
  "referral_desk",
];
const CLINICAL: readonly RoleName[] = [...TREATING, "coordinator"];
const ON_ROSTERS: readonly RoleName[] = ["doctor", "nurse", "expert", "reviewer", "coordinator", "hospital_admin", "admin"];
const RUNNING: readonly RoleName[] = ["hospital_admin", "admin"];

/** In the order of the rail; the first a person may use is their first screen. */
const PLACES: readonly Place[] = [
  { path: "/board", word: "shell.place.board", icon: chartGantt, roles: ["coordinator"] },
  { path: "/today", word: "shell.place.today", icon: listTodo, roles: TREATING },
  { path: "/cases", word: "shell.place.cases", icon: fileText, roles: [...CLINICAL, "quality_officer", "supervisor"] },
  { path: "/duty", word: "shell.place.duty", icon: calendar, roles: ON_ROSTERS },
  { path: "/admin", word: "shell.place.admin", icon: settings2, roles: RUNNING },
];

const exists = (path: string) => ROUTES.some((route) => route.path === path);

export function placesFor(session: Session): readonly Place[] {
  const held = new Set(session.roles.map((each) => each.role));
  return PLACES.filter((place) => exists(place.path) && place.roles.some((role) => held.has(role)));
}

const PHONE = "(max-width: 719px)";

/** Where "/" leads: on a phone, while on duty, to what may ring. */
export function firstScreen(session: Session): string {
  if (session.on_duty_until && matchMedia(PHONE).matches) return "/duty/me";
  return placesFor(session)[0]?.path ?? "/today";
}

const REQUESTING: readonly RoleName[] = ["doctor", "nurse", "technician"];

/** Whether this person starts cases (and so has the red button). */
export function startsCases(session: Session): boolean {
  return exists("/cases/new") && session.roles.some((each) => REQUESTING.includes(each.role));
}
