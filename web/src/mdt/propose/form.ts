import type { ProposalForm } from "../types";

export const EMPTY_PROPOSAL: ProposalForm = {
  disease: "",
  stage: "",
  performance_status: "",
  comorbidity: "",
  preference: "",
  social: "",
  images_ready: false,
  images_note: "",
  required_specialties: [],
  options: "",
};

export const GRADES = ["0", "1", "2", "3", "4"] as const;

/** In the order in which the form is read. */
export const FORM_TEXTS = ["disease", "stage", "comorbidity", "preference", "social", "options"] as const;

/** Words for what still stands in the way of sending, by field. */
export function missing(board: string, question: string, form: ProposalForm): string[] {
  return [
    ...(board === "" ? ["board_id"] : []),
    ...(question.trim() === "" ? ["question"] : []),
    ...(form.disease.trim() === "" ? ["disease"] : []),
    ...(form.required_specialties.length === 0 ? ["required_specialties"] : []),
  ];
}
