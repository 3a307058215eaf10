import { computed, signal } from "@preact/signals";
import { api, whenSessionLost } from "./client";
import { ApiError } from "./errors";

export type RoleName =
  | "doctor"
  | "head"
  | "medical_affairs"
  | "nurse"
  | "technician"
  | "coordinator"
  | "expert"
  | "reviewer"
  | "chair"
  | "secretary"
  | "referral_desk"
  | "quality_officer"
  | "supervisor"
  | "hospital_admin"
  | "admin";

export interface Role {
  role: RoleName;
  org_id: string;
  org_name: string;
  department_id: string | null;
  specialty: string | null;
}

export interface Person {
  id: string;
  name: string;
  title: string | null;
  phone: string | null;
  locale: string | null;
}

export interface Session {
  person: Person;
  username: string;
  roles: Role[];
  demo: boolean;
  must_change_password: boolean;
  /** Minutes without a touch after which the screen locks; 0 or absent: never. */
  idle_lock_minutes?: number;
  /** When the duty of this moment ends; null or absent: not on duty. */
  on_duty_until?: string | null;
  server_time: string;
  /** IANA zone of the person's hospital; absent: the device's own. */
  time_zone?: string;
}

/** undefined: not asked yet; null: nobody is logged in. */
export const session = signal<Session | null | undefined>(undefined);
/** Why nobody is logged in: the login page says so, and only a lost session leads back to its page. */
export const sessionEnd = signal<"never" | "expired" | "logout" | "switch">("never");
export const me = computed(() => session.value?.person ?? null);

/** True when the person holds any of these roles, at `org` if given. */
export function hasRole(roles: readonly RoleName[], org?: string): boolean {
  const held = session.value?.roles ?? [];
  return held.some((each) => roles.includes(each.role) && (org === undefined || each.org_id === org));
}

/** Whether the person starts cases (and so has the red button). */
export const startsCases = () => hasRole(["doctor", "nurse", "technician"]);

/** Asks who is logged in; 401 is the answer "nobody", OfflineError is thrown. */
export async function loadSession(): Promise<void> {
  try {
    session.value = await api.get<Session>("/session");
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
    if (session.peek()) sessionEnd.value = leaving ?? "expired";
    session.value = null;
  }
}

export async function login(username: string, password: string): Promise<void> {
  session.value = await api.post<Session>("/session", { username, password });
}

/** False once this person has left the device: what they began to write here waits for them. */
export function isHere(person: string): boolean {
  const now = session.peek();
  return now === undefined || now?.person.id === person;
}

let leaving: "logout" | "switch" | undefined;

/** Ends the session on the server first: offline, the person must know they are still logged in. */
export const logout = () => endAs("logout");

/** Leaves the device to somebody else; what this person has open and begun here waits for them. */
export const switchUser = () => endAs("switch");

async function endAs(how: "logout" | "switch"): Promise<void> {
  leaving = how;
  try {
    await api.delete("/session");
    over(how);
  } finally {
    leaving = undefined;
  }
}

function over(how: "expired" | "logout" | "switch"): void {
  sessionEnd.value = how;
  session.value = null;
}

whenSessionLost(() => {
  // Another request may hear that the session is over before the one that ended it.
  if (session.peek()) over(leaving ?? "expired");
});
