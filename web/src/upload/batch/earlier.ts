import { api } from "../../api";
import { wirePath } from "../send/job";
import type { Target } from "../state";

/** An upload as the server lists it. */
export interface Listed {
  id: string;
  url: string;
  name: string;
  path: string;
  batch: string;
  size: number;
  offset: number;
  sha256: string;
  state: string;
  reason: string;
  item: string;
}

const MOST = 200;

async function pages(query: Record<string, string>, signal?: AbortSignal): Promise<Listed[]> {
  const found: Listed[] = [];
  let after: string | null = null;
  do {
    const asked = new URLSearchParams({ ...query, limit: String(MOST), ...(after !== null && { after }) });
    const page: { items: Listed[]; next: string | null } = await api.get(`/uploads?${asked}`, signal === undefined ? {} : { signal });
    found.push(...page.items);
    after = page.next;
  } while (after !== null);
  return found;
}

/** What this person has lately begun for a case or an inbox. Throws like `api`. */
export const ofTarget = ({ caseId, orgId }: Target, signal?: AbortSignal) =>
  pages({ ...(caseId !== null && { case: caseId }), ...(orgId !== null && { org: orgId }) }, signal);

/** Everything of one batch. Throws like `api`. */
export const ofBatch = (batch: string) => pages({ batch });

/** What a file is recognised by. */
export const mark = (path: string, size: number) => `${size} ${wirePath(path)}`;

/** The batch that was begun with these files and not finished, if there is one; the newest. */
export function begunWith(marks: ReadonlySet<string>, listed: readonly Listed[]): { batch: string; known: Map<string, Listed> } | null {
  const batches = new Map<string, Map<string, Listed>>();
  for (const each of listed) {
    const own = mark(each.path, each.size);
    if (each.batch === "" || !marks.has(own)) continue;
    batches.set(each.batch, (batches.get(each.batch) ?? new Map<string, Listed>()).set(own, each));
  }
  let newest: { batch: string; known: Map<string, Listed> } | null = null;
  for (const [batch, known] of batches) {
    const whole = known.size === marks.size && [...known.values()].every(({ state }) => state !== "receiving");
    if (!whole) newest = { batch, known };
  }
  return newest;
}
