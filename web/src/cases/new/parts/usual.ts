const MOST = 5;
const key = (person: string) => `huizhen.usual.${person}`;

/** Partnerships this person sent to from this device, latest first. */
export function usualPartners(person: string): string[] {
  try {
    return JSON.parse(localStorage.getItem(key(person)) ?? "[]") as string[];
  } catch {
    return [];
  }
}

export function rememberPartner(person: string, partnership: string): void {
  const others = usualPartners(person).filter((each) => each !== partnership);
  try {
    localStorage.setItem(key(person), JSON.stringify([partnership, ...others].slice(0, MOST)));
  } catch {
    // No habit is kept then.
  }
}
