/** What the county wrote. */
import type { Details } from "../forms/details";
import type { Diagnosis } from "../forms/diagnoses";
import type { Lab } from "../forms/labs";

export interface Vitals {
  temperature?: number;
  pulse?: number;
  respiration?: number;
  systolic?: number;
  diastolic?: number;
  spo2?: number;
  weight?: number;
  gcs?: number;
  altitude?: number;
}

export type FormText =
  | "chief_complaint"
  | "history"
  | "past_history"
  | "allergies"
  | "medication"
  | "examination"
  | "laboratory"
  | "provisional_diagnosis"
  | "plan"
  | "callback_phone"
  | "wanted_title";

export type FormData = Partial<Record<FormText, string>> & {
  onset_at?: string;
  onset_unknown?: boolean;
  vitals?: Vitals;
  consent?: { given: boolean; how?: string; by: string; relation?: string; scan?: string; exception: string };
  details?: Details;
  labs?: Lab[];
  diagnoses?: Diagnosis[];
  /** The answering side may turn the consultation into a referral. */
  allow_referral?: boolean;
};
