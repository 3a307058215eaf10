import { describe, expect, it } from "vitest";
import { counts, FIGURES, keepRows } from "./rows";
import type { BoardRow } from "./types";

const T0 = Date.parse("2026-11-21T06:00:00Z");
const row = (id: string, part: Partial<BoardRow> = {}): BoardRow => ({
  case_id: `case-${id}`,
  number: id,
  request_id: id,
  version: 1,
  urgency: "routine",
  state: "submitted",
  patient: { name: id, sex: "male", age: 58, identity: "identified" },
  question: "?",
  from_org: { id: "o", name: "County" },
  specialty: "cardiology",
  submitted_at: "2026-11-21T05:00:00Z",
  due_at: null,
  stages: [],
  holder: null,
  ringing: "",
  calls: [],
  allowed: ["assign"],
  ...part,
});
const holder = { id: "p", name: "P", title: "", phone: "", state: "accepted" as const, since: "", answer_by: null };
const figures = (each: BoardRow) => FIGURES.filter((figure) => counts(each, figure, T0));

describe("the four figures", () => {
  it("say what has to be done with a row", () => {
    expect(figures(row("a"))).toEqual(["to_assign"]);
    expect(figures(row("b", { ringing: "ringing" }))).toEqual(["to_assign", "ringing"]);
    expect(figures(row("c", { state: "accepted", holder, ringing: "acknowledged" }))).toEqual([]);
    expect(figures(row("d", { state: "accepted", holder, due_at: "2026-11-21T05:59:59Z" }))).toEqual(["late"]);
    expect(figures(row("e", { state: "unanswered", ringing: "unanswered" }))).toEqual(["to_assign", "unanswered"]);
    expect(figures(row("f", { state: "offered", holder: { ...holder, state: "offered" } }))).toEqual(["ringing"]);
  });
});

describe("a board under the hand", () => {
  it("keeps rows in place, counts what is new, and lets an emergency in", () => {
    const fresh = [row("e", { urgency: "emergency" }), row("n"), row("b"), row("a", { state: "accepted", holder })];
    const { rows, waiting } = keepRows([row("a"), row("gone"), row("b")], fresh);
    expect(rows.map((each) => each.request_id)).toEqual(["e", "a", "gone", "b"]);
    expect(rows.map((each) => each.gone ?? false)).toEqual([false, false, true, false]);
    expect(rows[1]!.state).toBe("accepted");
    expect(rows[2]!.allowed).toEqual([]);
    expect(waiting).toBe(1);
  });
});
