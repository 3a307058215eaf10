import type { Urgency } from "../../ui";
import type { Row } from "../../worklists";

/** One lead of ten seconds in 160 columns (µV), and electrodes that look loose. */
export interface Mini {
  lead: string;
  seconds: number;
  high: readonly (number | null)[];
  low: readonly (number | null)[];
  faults: readonly { lead: string; fault: "missing" | "flat" | "wild" | "noisy" }[];
}

/** The recording at a row of the reading list. */
export interface Shot {
  id: string;
  at: string;
  device: string;
  modality: string;
  leads: number;
  rate: number;
  images: number;
  not_shown: number;
  warnings: readonly string[];
  identity: string;
  mini_url: string | null;
  thumbnail_url: string | null;
  more: number;
}

export interface ReadingRow {
  request: Row;
  reason: string;
  shot: Shot;
}

/** A recording of today at the recordings desk. */
export interface Recorded {
  id: string;
  kind: "ecg" | "study";
  at: string;
  acquired_at: string | null;
  name: string;
  file_name: string;
  device: string;
  modality: string;
  leads: number;
  rate: number;
  images: number;
  warnings: readonly string[];
  mini_url: string | null;
  thumbnail_url: string | null;
  case: {
    case_id: string;
    material_id: string;
    material_version: number;
    patient: string;
    urgency: Urgency;
    identity: string;
    stands: "unsent" | "sent" | "read" | "over";
  } | null;
}

export interface DayCount {
  recorded: number;
  sent: number;
  read: number;
  waiting: number;
}
