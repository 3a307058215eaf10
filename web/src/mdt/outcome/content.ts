/** What an MDT decides, field by field as its form has it. */
export const TEXTS = ["summary", "decision", "alternatives", "rationale", "trial", "informs_patient"] as const;
export type OutcomeText = (typeof TEXTS)[number];

export interface OutcomeAction {
  text: string;
  owner_id: string | null;
  due_at: string | null;
}

export type OutcomeContent = Record<OutcomeText, string> & {
  /** YYYY-MM-DD, or empty. */
  review_date: string;
  actions: OutcomeAction[];
};

export const EMPTY: OutcomeContent = {
  summary: "",
  decision: "",
  alternatives: "",
  rationale: "",
  trial: "",
  informs_patient: "",
  review_date: "",
  actions: [],
};

export const MOST_ACTIONS = 10;
