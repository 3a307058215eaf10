import type { Row } from "./board";

/** A row of a list for tests. */
export function rowOf(id: string, part: Partial<Row> = {}): Row {
  return {
    case_id: `case-${id}`,
    number: id,
    request_id: id,
    room_id: `room-${id}`,
    urgency: "routine",
    state: "submitted",
    version: 1,
    patient: { name: id, sex: "male", age: 58, identity: "identified" },
    question: "?",
    from_org: { id: "o1", name: "County" },
    to_org: { id: "o2", name: "City" },
    specialty: "cardiology",
    who: null,
    created_at: "2025-11-03T06:00:00.000Z",
    submitted_at: "2025-11-03T06:00:00.000Z",
    due_at: null,
    last_activity_at: "2025-11-03T06:00:00.000Z",
    unread: 0,
    has_ecg: true,
    debts: 0,
    asked: 0,
    to_acknowledge: 0,
    mismatched: 0,
    kind: "consultation",
    adoption: null,
    allowed: [],
    side: "provider",
    follow_up: null,
    call: null,
    ...part,
  };
}
