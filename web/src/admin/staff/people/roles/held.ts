import type { HeldRole } from "../../../types";

/** Roles that hold at a moment (ms); ended ones stay on record. */
export function heldAt(roles: readonly HeldRole[], now: number): HeldRole[] {
  return roles.filter(
    (each) => Date.parse(each.valid_from) <= now && (each.valid_to === null || now < Date.parse(each.valid_to)),
  );
}

export interface AtHospital {
  org_id: string;
  org_name: string;
  roles: HeldRole[];
}

/** Grouped by hospital, in the order the hospitals first appear. */
export function byHospital(roles: readonly HeldRole[]): AtHospital[] {
  const found = new Map<string, AtHospital>();
  for (const role of roles) {
    const place = found.get(role.org_id) ?? { org_id: role.org_id, org_name: role.org_name, roles: [] };
    place.roles.push(role);
    found.set(role.org_id, place);
  }
  return [...found.values()];
}

/**
 * The hospital in whose name this person is changed; null where the reader may not. A hospital's
 * administrator changes only people whose every role, ended ones too, is at that hospital.
 */
export function hospitalFor(
  roles: readonly HeldRole[],
  network: boolean,
  administered: readonly string[],
): string | null {
  const orgs = new Set(roles.map((each) => each.org_id));
  if (network) return roles[0]?.org_id ?? administered[0] ?? null;
  return administered.find((org) => orgs.size === 0 || (orgs.size === 1 && orgs.has(org))) ?? null;
}
