import { session } from "../api";

/** The network's administrator sees and changes everything. */
export const managesNetwork = () => (session.value?.roles ?? []).some((each) => each.role === "admin");

/** Hospitals whose own administrator this person is, once each. */
export function ownHospitals(): ReadonlySet<string> {
  const roles = session.value?.roles ?? [];
  return new Set(roles.filter((each) => each.role === "hospital_admin").map((each) => each.org_id));
}

export const manages = (org: string) => managesNetwork() || ownHospitals().has(org);

export const administers = () => managesNetwork() || ownHospitals().size > 0;
