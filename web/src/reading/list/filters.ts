export const FILTERS = ["all", "mine", "emergency", "returned", "audit"] as const;
export type Filter = (typeof FILTERS)[number];
export type Kind = "ecg" | "imaging";

const key = (kind: Kind, person: string) => `huizhen.reading.${kind}.${person}`;

export const filterOf = (text: string | undefined | null): Filter | null => FILTERS.find((each) => each === text) ?? null;

/** The filter somebody used last in this list. */
export function lastFilter(kind: Kind, person: string): Filter {
  try {
    return filterOf(localStorage.getItem(key(kind, person))) ?? "all";
  } catch {
    return "all";
  }
}

export function rememberFilter(kind: Kind, person: string, filter: Filter): void {
  try {
    localStorage.setItem(key(kind, person), filter);
  } catch {
    // Forbidden storage: the address keeps it as long as the page lives.
  }
}
