import type { Sex, Urgency } from "../../ui";
import type { BedRow } from "../types";

/** `POST /ward-links/open`: what a ward may know without a login. */
export interface Opened {
  purpose: "question" | "beds";
  hospital: string;
  department: string;
  expires_at: string;
  question: { age: number | null; sex: Sex | null; urgency: Urgency; diagnosis_class: string; need: string; equipment: string[] } | null;
  beds: BedRow | null;
}
