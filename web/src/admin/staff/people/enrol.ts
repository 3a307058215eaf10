import type { RoleName } from "../../../api";
import type { PersonBody } from "./personForm";

export interface NewRole {
  role: RoleName;
  department_id: string | null;
}

/** A person with what they start with: a role at a hospital and, if wanted, a login. */
export interface Enrolment {
  org_id: string;
  person: PersonBody;
  role: NewRole;
  login: { username: string; password: string } | null;
}

/** What of it the server already has, so that a second try does not make a second person. */
export interface Progress {
  id?: string;
  role?: string;
}

interface Call {
  post: <T>(path: string, body: unknown) => Promise<T>;
  patch: <T>(path: string, body: unknown) => Promise<T>;
}

/** Person, role, login, in this order; throws where the server refuses and goes on from there next time. */
export async function enrol(plan: Enrolment, done: Progress, call: Call): Promise<string> {
  const { org_id } = plan;
  const person = { org_id, ...plan.person };
  if (done.id === undefined) done.id = (await call.post<{ id: string }>("/people", person)).id;
  else await call.patch(`/people/${done.id}`, person);

  const role = JSON.stringify([org_id, plan.role]);
  if (done.role !== role) await call.post(`/people/${done.id}/roles`, { org_id, ...plan.role });
  done.role = role;

  if (plan.login !== null) await call.post(`/people/${done.id}/account`, { org_id, ...plan.login });
  return done.id;
}
