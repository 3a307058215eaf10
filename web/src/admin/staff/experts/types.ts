import type { PresenceKind, Validity } from "../../../duty/mine/types";

export interface Term {
  id: string;
  person_id: string;
  starts: string;
  ends: string | null;
  successor_id: string | null;
  version: number;
}

/** `GET /experts`. */
export interface ExpertFile {
  id: string;
  name: string;
  title: string;
  phone: string;
  specialties: string[];
  languages: string[];
  licence_no: string;
  papers: Validity[];
  signs: boolean;
  term: Term | null;
  presence: PresenceKind;
  presence_until: string | null;
  open_cases: number;
}
