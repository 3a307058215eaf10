import { session } from "../api";

/** The network's administrator sees and changes everything. */
export const managesNetwork = () => (session.value?.roles ?? []).some((each) => each.role === "admin");

/** Hospitals whose own administrator this person is, once each. */
export function ownHospitals(): ReadonlySet<string> {
  const roles = session.value?.roles ?? [];
  return new Set(roles.filter((each) => each.role === "hospital_admin").map((each) => each.org_id));
}

export const manages = (org: string) => managesNetwork() || ownHospitals().has(org);

/** The hospital a page of settings opens with: one's own, else the first there is. */
export function opensWith<T extends { id: string }>(hospitals: readonly T[]): T | undefined {
  const own = new Set((session.value?.roles ?? []).map((each) => each.org_id));
  return hospitals.find((each) => own.has(each.id)) ?? hospitals[0];
}

export const administers = () => managesNetwork() || ownHospitals().size > 0;
