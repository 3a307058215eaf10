import type { RoleName } from "../api";

/** What the server sends of people and places; instants are RFC 3339, days are YYYY-MM-DD. */
export interface List<T> {
  items: T[];
  next: string | null;
}

export type OrgKind = "hospital" | "centre" | "authority";

export interface Hospital {
  id: string;
  kind: OrgKind;
  name: string;
  time_zone: string;
  locale: string;
  level: string;
  phone: string;
  parent_id: string | null;
  demo: boolean;
}

export interface Department {
  id: string;
  org_id: string;
  name: string;
  specialty: string;
  phone: string;
}

export interface Partnership {
  id: string;
  requester_org: string;
  requester_name: string;
  provider_org: string;
  provider_name: string;
  services: string[];
  valid_from: string;
  valid_to: string | null;
  allows_referral: boolean;
  active: boolean;
}

export interface Login {
  id: string;
  username: string;
  status: "active" | "disabled";
  must_change_password: boolean;
}

export interface HeldRole {
  id: string;
  role: RoleName;
  org_id: string;
  org_name: string;
  department_id: string | null;
  valid_from: string;
  valid_to: string | null;
}

export interface Member {
  id: string;
  name: string;
  locale: string;
  title: string;
  phone: string;
  languages: string[];
  specialties: string[];
  licence_no: string;
  licence_valid_to: string | null;
  accounts: Login[];
  roles: HeldRole[];
}

export interface Vocabulary {
  specialties: string[];
  roles: RoleName[];
  services: string[];
  locales: string[];
}
