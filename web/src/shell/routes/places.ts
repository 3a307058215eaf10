import type { RoleName, Session } from "../../api";
import { activity, arrowLeftRight, bed, calendar, chartGantt, chartLine, fileText, listTodo, scanLine, settings2, upload, users, type Shape } from "../../ui/icons";
import { ROUTES } from "./routes";

export interface Place {
  path: string;
  /** Text key of its word. */
  word: string;
  icon: readonly Shape[];
  roles: readonly RoleName[];
  /** Nothing for whoever holds one of these: they get there by another place. */
  unless?: readonly RoleName[];
}

const TREATING: readonly RoleName[] = [
  "doctor",
  "head",
  "medical_affairs",
  "nurse",
  "technician",
  "expert",
  "reviewer",
  "chair",
  "secretary",
];
const CLINICAL: readonly RoleName[] = [...TREATING, "coordinator", "referral_desk"];
/** Who sends patients on or takes them in. */
const REFERRING: readonly RoleName[] = ["referral_desk", "doctor", "nurse", "coordinator"];
const ON_ROSTERS: readonly RoleName[] = ["doctor", "head", "nurse", "expert", "reviewer", "coordinator", "hospital_admin", "admin"];
const READING: readonly RoleName[] = ["expert", "reviewer"];
/** Whoever sits in MDTs or keeps them. */
const MEETING: readonly RoleName[] = ["expert", "chair", "secretary", "coordinator"];
/** Whoever reads for one of these begins with its list. */
const READS: Readonly<Record<string, string>> = { ecg: "/ecg", radiology: "/imaging" };
const COUNTING: readonly RoleName[] = ["coordinator", "quality_officer", "hospital_admin", "supervisor"];
const RUNNING: readonly RoleName[] = ["hospital_admin", "admin"];

/** In the order of the rail; the first a person may use is their first screen. */
const PLACES: readonly Place[] = [
  { path: "/board", word: "shell.place.board", icon: chartGantt, roles: ["coordinator"] },
  { path: "/recordings", word: "shell.place.recordings", icon: upload, roles: ["technician"] },
  { path: "/today", word: "shell.place.today", icon: listTodo, roles: TREATING },
  { path: "/ecg", word: "shell.place.ecg", icon: activity, roles: READING },
  { path: "/imaging", word: "shell.place.imaging", icon: scanLine, roles: READING },
  { path: "/referrals", word: "shell.place.referrals", icon: arrowLeftRight, roles: REFERRING },
  { path: "/beds", word: "shell.place.beds", icon: bed, roles: ["referral_desk"] },
  { path: "/cases", word: "shell.place.cases", icon: fileText, roles: [...CLINICAL, "quality_officer"] },
  { path: "/mdt", word: "shell.place.mdt", icon: users, roles: MEETING },
  { path: "/admin", word: "shell.place.admin", icon: settings2, roles: RUNNING },
  { path: "/mdt/boards", word: "shell.place.mdt", icon: users, roles: ["hospital_admin"], unless: MEETING },
  { path: "/duty", word: "shell.place.duty", icon: calendar, roles: ON_ROSTERS },
  { path: "/figures", word: "shell.place.figures", icon: chartLine, roles: COUNTING },
];

const exists = (path: string) => ROUTES.some((route) => route.path === path);

export function placesFor(session: Session): readonly Place[] {
  const held = new Set(session.roles.map((each) => each.role));
  const places = PLACES.filter((place) => exists(place.path) && place.roles.some((role) => held.has(role)) && !place.unless?.some((role) => held.has(role)));
  const first = held.has("chair") || held.has("secretary") ? "/mdt" : readsFirst(session);
  return [...places.filter(({ path }) => path === first), ...places.filter(({ path }) => path !== first)];
}

/** The reading list of somebody whose department reads; null for everybody else. */
function readsFirst(session: Session): string | null {
  const reading = session.roles.find(({ role, specialty }) => READING.includes(role) && READS[specialty ?? ""] !== undefined);
  return READS[reading?.specialty ?? ""] ?? null;
}

const PHONE = "(max-width: 719px)";

/** Where "/" leads: on a phone, while on duty, to what may ring. */
export function firstScreen(session: Session): string {
  if (session.on_duty_until && matchMedia(PHONE).matches) return "/duty/me";
  return placesFor(session)[0]?.path ?? "/today";
}
