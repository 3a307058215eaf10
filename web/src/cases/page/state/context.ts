import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Anchor, RoomStore } from "../../../rooms";
import type { Stop } from "../../../ui";
import type { CaseDetail, CaseRequest, Material } from "../../detail";

export type Segment = "room" | "request" | "opinion" | "timeline";

/** What went wrong with a deed, and what happened meanwhile (transitions from `since` on). */
export interface Setback {
  error: unknown;
  since: number | null;
}

export interface Place {
  segment: Segment;
  /** Of several requests the one looked at; null: the one that is this person's turn. */
  request: string | null;
  /** The form open in a segment: assign, refuse, respond … */
  deed: string | null;
  material: string | null;
  /** The place on it that a message points at. */
  at: Anchor | null;
  /** The question whose answer to go to; counts up so that the same one can be asked for again. */
  question: { no: number; asked: number } | null;
  stageAlone: boolean;
  /** How far the phone's sheet is up; null: as suits what is on the stage. */
  stop: Stop | null;
}

export interface CasePageState {
  detail: CaseDetail;
  request: CaseRequest | undefined;
  room: RoomStore;
  me: string;
  material: Material | null;
  place: Place;
  go: (place: Partial<Place>) => void;
  reload: () => void;
  /** Server time (ms) of `detail`. */
  loadedAt: number | null;
  /** POST of a request's action; true when it was done. A conflict tells what happened meanwhile. */
  act: (action: string, body?: Record<string, unknown>) => Promise<boolean>;
  acting: string | null;
  setback: Setback | null;
  clearSetback: () => void;
}

export const CaseContext = createContext<CasePageState | null>(null);

export function useCasePage(): CasePageState {
  const found = useContext(CaseContext);
  if (found === null) throw new Error("outside a case page");
  return found;
}
