/** Metadata written by hand, for tests. */
import type { Attribute, Dataset } from "./attributes";

export function dataset(values: Readonly<Record<string, string | number | readonly (string | number)[] | readonly Dataset[]>>): Dataset {
  const set: Record<string, Attribute> = {};
  for (const [tag, value] of Object.entries(values)) set[tag] = { Value: Array.isArray(value) ? value : [value] };
  return set;
}
