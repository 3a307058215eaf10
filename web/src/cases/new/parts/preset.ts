import type { Destination } from "../draft/draft";

/** One partner's specialty that has a department or an expert. */
export interface DestinationItem extends Destination {
  org_id: string;
  org_name: string;
  org_phone: string;
  department_name: string | null;
  experts: { id: string; name: string; title: string | null }[];
}

/**
 * The partner a template means (`wanted` specialties, best first): of its first specialty on offer the one asked last time (`usual`
 * partnerships, latest first), else one with experts, else the partner that offers most.
 */
export function preset<T extends DestinationItem>(wanted: readonly string[], items: readonly T[], usual: readonly string[] = []): T | null {
  const breadth = (item: T) => items.filter((each) => each.partnership_id === item.partnership_id).length;
  const habit = (item: T) => (usual.includes(item.partnership_id) ? usual.length - usual.indexOf(item.partnership_id) : 0);
  const worth = (item: T) => [habit(item), Math.min(1, item.experts.length), breadth(item)];
  for (const specialty of wanted) {
    const [best] = items.filter((each) => each.specialty === specialty).sort((a, b) => descending(worth(a), worth(b)));
    if (best !== undefined) return best;
  }
  return items.length === 1 ? (items[0] ?? null) : null;
}

function descending(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (b[at] ?? 0) - (a[at] ?? 0);
}

export function keyOf(destination: Destination | null): string {
  return destination === null ? "" : `${destination.partnership_id}/${destination.specialty}`;
}
