import type { Member } from "../../types";

/** A person as typed: every field is text or a choice. */
export interface PersonDraft {
  name: string;
  title: string;
  phone: string;
  locale: string;
  languages: string[];
  specialties: string[];
  licence_no: string;
  licence_valid_to: string;
}

export type PersonBody = Omit<PersonDraft, "licence_valid_to"> & { licence_valid_to: string | null };

export const PERSON_FIELDS = [
  "name",
  "title",
  "phone",
  "locale",
  "licence_no",
  "licence_valid_to",
  "specialties",
  "languages",
] as const;

export function newPerson(locale: string): PersonDraft {
  return {
    name: "",
    title: "",
    phone: "",
    locale,
    languages: [],
    specialties: [],
    licence_no: "",
    licence_valid_to: "",
  };
}

export function draftOf(person: Member): PersonDraft {
  return {
    name: person.name,
    title: person.title,
    phone: person.phone,
    locale: person.locale,
    languages: [...person.languages],
    specialties: [...person.specialties],
    licence_no: person.licence_no,
    licence_valid_to: person.licence_valid_to ?? "",
  };
}

/** What is sent: trimmed, and no date rather than an empty one. */
export function personBody(draft: PersonDraft): PersonBody {
  return {
    ...draft,
    name: draft.name.trim(),
    title: draft.title.trim(),
    phone: draft.phone.trim(),
    licence_no: draft.licence_no.trim(),
    licence_valid_to: draft.licence_valid_to === "" ? null : draft.licence_valid_to,
  };
}

export const sameDraft = (one: PersonDraft, other: PersonDraft) =>
  JSON.stringify(personBody(one)) === JSON.stringify(personBody(other));

/** Languages spoken that can be ticked; what a person already has is added to them. */
export function languageChoices(known: readonly string[]): string[] {
  const spoken = new Set(known.map((code) => code.split("-")[0]));
  return [...known, ...["zh", "en", "vi", "bo", "mn", "ug"].filter((code) => !spoken.has(code))];
}
