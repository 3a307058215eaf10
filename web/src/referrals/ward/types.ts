import type { Sex, Urgency } from "../../ui";
import type { BedForm } from "../beds/useBeds";

/** `POST /ward-links/open`: what a ward may know without a login. */
export interface Opened {
  purpose: "question" | "beds";
  hospital: string;
  department: string;
  expires_at: string;
  question: { age: number | null; sex: Sex | null; urgency: Urgency; specialty: string; diagnosis_class: string; need: string; equipment: string[] } | null;
  /** null in a link for beds: nothing was said yet. */
  beds: BedForm | null;
}
