import type { RoleName, Session } from "../../api";

const REQUESTING: readonly RoleName[] = ["doctor", "nurse", "technician"];

/** The hospitals in whose name this person may open a case. */
export function orgsFor(session: Session | null | undefined): { id: string; name: string }[] {
  const found = new Map<string, string>();
  for (const each of session?.roles ?? []) if (REQUESTING.includes(each.role)) found.set(each.org_id, each.org_name);
  return [...found].map(([id, name]) => ({ id, name }));
}
