/** GET /cases/{id}, as the server's case_detail view gives it. */
import type { NotifyLevel } from "../../rooms";
import type { Sex } from "../../ui";
import type { FormData } from "./form";
import type { Material } from "./material";
import type { PersonRef, Ref } from "./people";
import type { CaseRequest } from "./request";

export interface Patient {
  id: string;
  name: string;
  sex: Sex;
  birth_date: string | null;
  age: number | null;
  phone: string;
  identity: "identified" | "unidentified";
  identifiers: { system: string; value: string }[];
  version: number;
}

/** A case the centre wrote down for a county that telephoned. */
export interface PhoneEntry {
  entered_by: Ref;
  caller: string;
  caller_phone: string;
  at: string;
  confirmed_by: Ref | null;
  confirmed_at: string | null;
}

export interface CaseDetail {
  phone_entry: PhoneEntry | null;
  id: string;
  number: string;
  version: number;
  created_at: string;
  training: boolean;
  /** Made in the demonstration network: nobody's real data. */
  demo: boolean;
  owner_org: Ref & { phone?: string | null; time_zone?: string };
  side: "requester" | "provider";
  patient: Patient;
  form: { version: number; template: string; template_version: number; data: FormData; by: Ref; at: string };
  debts: { field: string; due_at: string }[];
  requests: CaseRequest[];
  /** Referrals have a sheet of their own; the page names them and leads there. */
  referrals?: CaseRequest[];
  materials: Material[];
  room: {
    id: string;
    head_seq: number;
    member: boolean;
    members: { person: PersonRef; org: Ref | null; part: string; since: string; until: string | null; got_seq: number; read_seq: number; notify: NotifyLevel }[];
    draft: string | null;
  };
  people: Record<string, { name: string; title?: string | null; org_name?: string | null; phone?: string | null }>;
  allowed: string[];
}
