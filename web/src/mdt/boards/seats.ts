import type { Board, Calendar, Seat, SeatPart } from "../types";

/** One chair as the form edits it. */
export interface SeatDraft {
  person_id: string;
  org_id: string;
  part: SeatPart;
  specialty: string;
  required: boolean;
  deputy_id: string;
}

export interface BoardDraft {
  org_id: string;
  name: string;
  required_specialties: readonly string[];
  bridge_phone: string;
  calendar: Calendar;
  active: boolean;
  seats: readonly SeatDraft[];
}

export const emptySeat = (part: SeatPart): SeatDraft => ({ person_id: "", org_id: "", part, specialty: "", required: false, deputy_id: "" });

export const newBoard = (org: string): BoardDraft => ({
  org_id: org,
  name: "",
  required_specialties: [],
  bridge_phone: "",
  calendar: { weekday: null, at: "14:00", minutes: 60, weeks: [] },
  active: true,
  seats: [emptySeat("chair"), emptySeat("secretary"), emptySeat("member")],
});

export const draftOf = (board: Board): BoardDraft => ({
  org_id: board.org.id,
  name: board.name,
  required_specialties: board.required_specialties,
  bridge_phone: board.bridge_phone,
  calendar: board.calendar,
  active: board.active,
  seats: board.seats.map(seatDraft),
});

const seatDraft = ({ person, org, part, specialty, required, deputy }: Seat): SeatDraft => ({
  person_id: person.id,
  org_id: org.id,
  part,
  specialty,
  required,
  deputy_id: deputy?.id ?? "",
});

/** What goes to the server: seats without a person are left out. */
export function bodyOf(draft: BoardDraft) {
  const seats = draft.seats
    .filter((seat) => seat.person_id !== "")
    .map((seat) => ({ ...seat, deputy_id: seat.deputy_id || null, specialty: seat.part === "secretary" ? "" : seat.specialty }));
  return { ...draft, seats };
}

/** Specialties the meeting needs that no seat brings. */
export function unseated(draft: BoardDraft): string[] {
  const held = new Set(draft.seats.filter((seat) => seat.part !== "secretary" && seat.person_id !== "").map((seat) => seat.specialty));
  return draft.required_specialties.filter((each) => !held.has(each));
}
