import { endOfDay, lastDay, startOfDay } from "../../../i18n/days";
import type { Partnership } from "../../types";

export interface AgreementDraft {
  requester_org: string;
  provider_org: string;
  services: string[];
  /** Days at the asking hospital. */
  first_day: string;
  last_day: string;
  allows_referral: boolean;
}

export interface AgreementBody {
  requester_org: string;
  provider_org: string;
  services: string[];
  /** Absent: from this moment. */
  valid_from?: string;
  valid_to: string | null;
  allows_referral: boolean;
}

export const AGREEMENT_FIELDS = [
  "requester_org",
  "provider_org",
  "services",
  "valid_from",
  "valid_to",
  "allows_referral",
] as const;

/** An agreement as its form begins. */
export function draftOf(agreement: Partnership, first_day: string, zone: string): AgreementDraft {
  const { requester_org, provider_org, services, allows_referral, valid_to } = agreement;
  const last_day = valid_to === null ? "" : lastDay(valid_to, zone);
  return { requester_org, provider_org, services: [...services], first_day, last_day, allows_referral };
}

/** What is sent: whole days of the asking hospital; one that begins today begins now. */
export function agreementBody(draft: AgreementDraft, zone: string, today: string): AgreementBody {
  const later = draft.first_day !== "" && draft.first_day !== today;
  return {
    requester_org: draft.requester_org,
    provider_org: draft.provider_org,
    services: draft.services,
    ...(later ? { valid_from: startOfDay(draft.first_day, zone) } : {}),
    valid_to: draft.last_day === "" ? null : endOfDay(draft.last_day, zone),
    allows_referral: draft.allows_referral,
  };
}

/** When an agreement is to end: at once (but not before it begins), or after a day. */
export function endingAt(day: string | null, zone: string, validFrom: string, now: number): string {
  if (day !== null) return endOfDay(day, zone);
  return new Date(Math.max(now, Date.parse(validFrom))).toISOString();
}
