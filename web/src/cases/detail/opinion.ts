/** What was answered, and what the county made of it. */
import type { Ref } from "./people";

export interface Answer {
  no: number;
  text: string;
  cannot: boolean;
  reason: string;
}

export type Section = "findings" | "impression" | "treatment" | "tests" | "transfer" | "warnings" | "follow_up";
export const SECTIONS: readonly Section[] = [
  "findings",
  "impression",
  "treatment",
  "tests",
  "transfer",
  "warnings",
  "follow_up",
];

export type Content = Partial<Record<Section, string>>;

export interface OpinionDraft {
  revision: number;
  content: Content;
  answers: Answer[];
  updated_at: string;
  /** Whose unsigned draft this one went on from. */
  begun_by: Ref | null;
}

export interface Signer {
  name: string;
  title?: string | null;
  licence_no?: string | null;
  org_name?: string | null;
}

export interface Opinion {
  id: string;
  version: number;
  state: "signed" | "superseded";
  content: Content;
  answers: Answer[];
  signer: Signer;
  signed_at: string;
  content_sha256: string;
  correction_reason: string;
  /** Signed before everything could be answered; the final one follows. */
  interim: boolean;
}

export type AdoptionValue = "adopted" | "partly" | "not";

export interface Adoption {
  value: AdoptionValue;
  reason: string;
  order_at: string | null;
  by: Ref | null;
  at: string;
  opinion_version: number;
}
