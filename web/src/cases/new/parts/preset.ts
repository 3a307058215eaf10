import type { Destination, Template } from "../draft/draft";

/** One partner's specialty that has a department or an expert. */
export interface DestinationItem extends Destination {
  org_id: string;
  org_name: string;
  org_phone: string;
  department_name: string | null;
  experts: { id: string; name: string; title: string | null }[];
}

const WANTED: Readonly<Record<Template, readonly string[]>> = {
  chest_pain: ["cardiology", "emergency"],
  stroke: ["neurology", "neurosurgery", "emergency"],
  trauma: ["general_surgery", "orthopaedics", "neurosurgery", "emergency"],
  obstetric: ["obstetrics"],
  child: ["paediatrics"],
  general: ["general_medicine", "emergency", "cardiology"],
};

/** The partner a template means: its first specialty on offer, those with experts first. */
export function preset<T extends DestinationItem>(template: Template, items: readonly T[]): T | null {
  for (const specialty of WANTED[template]) {
    const offered = items.filter((each) => each.specialty === specialty);
    const found = offered.find((each) => each.experts.length > 0) ?? offered[0];
    if (found !== undefined) return found;
  }
  return items.length === 1 ? (items[0] ?? null) : null;
}

export function keyOf(destination: Destination | null): string {
  return destination === null ? "" : `${destination.partnership_id}/${destination.specialty}`;
}
