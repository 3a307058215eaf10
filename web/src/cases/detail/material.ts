/** Recordings, studies and files of a case. */
import type { Ref } from "./people";

export interface Ecg {
  id: string;
  format: string;
  acquired_at: string | null;
  acquired_text: string;
  rate_num: number;
  rate_den: number;
  samples: number;
  leads: string[];
  device: string;
  machine_statements: string[];
  measurements: { name: string; value: string; unit: string }[];
  warnings: string[];
  seen_patient: SeenPatient | null;
  ecg1_url: string | null;
  original_url: string;
}

export interface Attachment {
  id: string;
  media_type: string;
  file_name: string;
  size: number;
  why_unreadable: string;
  preview_url: string | null;
  original_url: string;
}

export interface Material {
  id: string;
  kind: "ecg" | "study" | "attachment" | "refusal";
  item_id: string;
  part: "current" | "prior" | "key";
  identity: "matched" | "mismatch" | "confirmed_by" | "unstated";
  label: string;
  added_by: Ref | null;
  added_at: string;
  version: number;
  removed: { by: Ref | null; at: string; reason: string; moved_to_case: string | null } | null;
  ecg: Ecg | null;
  attachment: Attachment | null;
  refusal: { file_name: string; size: number; sha256: string; reason: string } | null;
  study: Study | null;
}

/** One hospital's copy of a DICOM study; `reason` says why none of it can be shown. */
export interface Study {
  id: string;
  org_id: string;
  study_uid: string;
  description: string;
  modality: string;
  instances: number;
  images: number;
  reason: string;
  seen_patient: SeenPatient | null;
}

/** The patient as a file names them. */
export interface SeenPatient {
  name?: string;
  patient_id?: string;
  sex?: string;
  birth_date?: string;
}
