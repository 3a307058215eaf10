import { beforeEach, describe, expect, it } from "vitest";
import { showLanguage } from "../../i18n";
import { rowOf } from "../testing";
import { deedOf } from "./actions";
import { whereWords } from "./words";

beforeEach(() => showLanguage("en"));

describe("a row's one action", () => {
  it("is what the server allows in that group", () => {
    expect(deedOf("for_me", rowOf("a", { allowed: ["take"] }))).toBe("take");
    expect(deedOf("for_me", rowOf("a", { allowed: ["accept", "take"] }))).toBe("accept");
    expect(deedOf("for_me", rowOf("a"))).toBeNull();
    expect(deedOf("to_assign", rowOf("a", { allowed: ["assign"] }))).toBe("assign");
    expect(deedOf("decide", rowOf("a", { allowed: ["respond"], state: "signed" }))).toBe("decide");
  });

  it("asks for the tracing where one is missing, and nothing of a row that is gone", () => {
    expect(deedOf("waiting", rowOf("a", { has_ecg: false, side: "requester" }))).toBe("add_ecg");
    expect(deedOf("waiting", rowOf("a", { has_ecg: false, specialty: "orthopaedics" }))).toBeNull();
    expect(deedOf("waiting", { ...rowOf("a", { has_ecg: false }), gone: true })).toBeNull();
  });
});

describe("where it stands", () => {
  it("names the other side", () => {
    expect(whereWords(rowOf("a"))).toBe("County · Nobody has taken it yet · Cardiology");
    expect(whereWords(rowOf("a", { side: "requester", state: "accepted", who: { id: "p", name: "Dr. A" }, debts: 2 }))).toBe(
      "Dr. A has it · Cardiology City · 2 items owed",
    );
  });

  it("says to the hospital that sent it which recordings name somebody else", () => {
    const row = rowOf("a", { side: "requester", mismatched: 2 });
    expect(whereWords(row)).toBe("Nobody has taken it yet · Cardiology City · 2 recordings name another patient");
    expect(whereWords({ ...row, side: "provider" })).not.toContain("another patient");
  });

  it("uses a team's own words, and rings nobody for its discussion", () => {
    const row = rowOf("a", { side: "requester", kind: "mdt", state: "proposed" });
    expect(whereWords({ ...row, team: { name: "Heart team", starts_at: null } })).toBe("Proposed · Heart team · City");
    const listed = { ...row, state: "scheduled", team: { name: "Heart team", starts_at: "2025-11-05T06:00:00Z" } };
    expect(whereWords(listed)).toContain("On a list · Heart team · City · 5 Nov 2025");
  });

  it("says what was made of an opinion", () => {
    expect(whereWords(rowOf("a", { state: "responded", adoption: "partly" }))).toBe("County · Partly adopted");
  });
});
