import type { Hospital, OrgKind } from "../../types";

export interface HospitalDraft {
  name: string;
  kind: OrgKind;
  level: string;
  phone: string;
  time_zone: string;
  locale: string;
  parent_id: string;
}

export type HospitalBody = Omit<HospitalDraft, "parent_id"> & { parent_id: string | null };

export const HOSPITAL_FIELDS = ["name", "kind", "level", "phone", "time_zone", "locale", "parent_id"] as const;
export const KINDS: readonly OrgKind[] = ["hospital", "centre", "authority"];

/** A new hospital is most likely where the one who adds it is. */
export const newHospital = (time_zone: string, locale: string): HospitalDraft => ({
  name: "",
  kind: "hospital",
  level: "",
  phone: "",
  time_zone,
  locale,
  parent_id: "",
});

export const draftOf = (hospital: Hospital): HospitalDraft => ({
  name: hospital.name,
  kind: hospital.kind,
  level: hospital.level,
  phone: hospital.phone,
  time_zone: hospital.time_zone,
  locale: hospital.locale,
  parent_id: hospital.parent_id ?? "",
});

export const hospitalBody = (draft: HospitalDraft): HospitalBody => ({
  ...draft,
  name: draft.name.trim(),
  level: draft.level.trim(),
  phone: draft.phone.trim(),
  time_zone: draft.time_zone.trim(),
  parent_id: draft.parent_id === "" ? null : draft.parent_id,
});

export const sameHospital = (one: HospitalDraft, other: HospitalDraft) =>
  JSON.stringify(hospitalBody(one)) === JSON.stringify(hospitalBody(other));
