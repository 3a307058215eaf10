import { effect, signal } from "@preact/signals";
import { session } from "../api";
import type { Urgency } from "../ui";

/** A case open as a tab in the top strip. */
export interface OpenPatient {
  id: string;
  urgency: Urgency;
  /** Short name: 示例, 马. */
  name: string;
  age?: number | string | null;
  unread?: number;
  /** Limit of the request due first (RFC 3339). */
  due?: string | null;
}

export const openPatients = signal<readonly OpenPatient[]>([]);

/** Adds a tab or updates it in place; the order never changes under the hand. */
export function openPatient(patient: OpenPatient): void {
  const all = openPatients.peek();
  const known = all.some((each) => each.id === patient.id);
  openPatients.value = known
    ? all.map((each) => (each.id === patient.id ? { ...each, ...patient } : each))
    : [...all, patient];
}

/** Drafts and viewer state of the case are not touched. */
export function closePatient(id: string): void {
  openPatients.value = openPatients.peek().filter((each) => each.id !== id);
}

const key = (person: string) => `huizhen.open.${person}`;

function stored(person: string): OpenPatient[] {
  try {
    return JSON.parse(localStorage.getItem(key(person)) ?? "[]") as OpenPatient[];
  } catch {
    return [];
  }
}

/** A ward PC is shared: logging out takes the names off it. */
export function forgetPatients(person: string): void {
  openPatients.value = [];
  localStorage.removeItem(key(person));
}

/** Loads the tabs of whoever logs in and keeps them across reloads. */
export function rememberPatients(): () => void {
  let owner: string | null = null;
  return effect(() => {
    const person = session.value?.person.id ?? null;
    const open = openPatients.value;
    if (person !== owner) {
      owner = person;
      openPatients.value = person === null ? [] : stored(person);
      return;
    }
    if (person !== null) {
      try {
        localStorage.setItem(key(person), JSON.stringify(open));
      } catch {
        // Full or forbidden storage: the tabs last until the page is closed.
      }
    }
  });
}
