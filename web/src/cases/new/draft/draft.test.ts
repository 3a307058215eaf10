import * as fakeIndexedDB from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { bodyOf } from "./body";
import { check, measureFits } from "./checks";
import { emptyDraft, isTouched, type Draft } from "./draft";
import { dropDraft, keepDraft, listDrafts, readDraft } from "./store";

Object.assign(globalThis, fakeIndexedDB, { indexedDB: fakeIndexedDB.indexedDB });

const ZONE = "Asia/Shanghai";
const NOW = Date.parse("2025-11-03T08:00:00Z");
const begin = (id: string, urgency: Draft["urgency"] = "emergency"): Draft =>
  emptyDraft({ id, orgId: "org", urgency, today: "2025-11-03", callbackPhone: "0970 1" });

function filled(urgency: Draft["urgency"] = "emergency"): Draft {
  const draft = begin("c", urgency);
  return {
    ...draft,
    who: { ...draft.who, name: " 示例 ", sex: "male", age: "58" },
    texts: { ...draft.texts, chief_complaint: "胸痛" },
    questions: ["是否 STEMI？", " "],
    destination: { partnership_id: "p", specialty: "cardiology" },
  };
}

describe("a draft", () => {
  it("comes back as it was typed, to its own person only", async () => {
    const draft = { ...filled(), vitals: { ...begin("c").vitals, temperature: "36,8" }, savedAt: "2025-11-03T08:00:00.000Z" };
    expect(await keepDraft("a", draft)).toBe(true);
    expect(await readDraft("a", "c")).toEqual(draft);
    expect(await readDraft("b", "c")).toBeNull();
    expect(await listDrafts("b")).toEqual([]);
  });

  it("newest first, and gone once it is a case", async () => {
    await keepDraft("p", { ...begin("old"), savedAt: "2025-11-03T07:00:00.000Z" });
    await keepDraft("p", { ...begin("new"), savedAt: "2025-11-03T08:00:00.000Z" });
    expect((await listDrafts("p")).map((each) => each.id)).toEqual(["new", "old"]);
    await dropDraft("new");
    expect((await listDrafts("p")).map((each) => each.id)).toEqual(["old"]);
  });

  it("is not kept before anything was typed", () => {
    expect(isTouched(begin("x"))).toBe(false);
    expect(isTouched({ ...begin("x"), questions: ["?"] })).toBe(true);
  });
});

describe("what is missing", () => {
  it("of an emergency are only the fields nobody can answer without", () => {
    expect(check(begin("x"), ZONE, NOW).missing).toEqual(["name", "age", "sex", "chief_complaint", "questions", "destination"]);
    expect(check(filled(), ZONE, NOW)).toEqual({ missing: [], later: ["identity", "onset", "vitals", "consent"] });
  });

  it("of a routine request is also its history, diagnosis, identity and consent", () => {
    const { missing, later } = check(filled("routine"), ZONE, NOW);
    expect(missing).toEqual(["identity", "history", "provisional_diagnosis", "consent"]);
    expect(later).toEqual(["onset", "vitals"]);
  });

  it("an unknown person needs no name", () => {
    const draft = filled();
    const { missing } = check({ ...draft, who: { ...draft.who, name: "", unidentified: true } }, ZONE, NOW);
    expect(missing).toEqual([]);
  });

  it("an onset in the future and an impossible number hold the send back", () => {
    const draft = filled();
    const late = { ...draft, onset: { ...draft.onset, time: "1601" } };
    expect(check(late, ZONE, NOW).missing).toEqual(["onset_wrong"]);
    expect(check({ ...late, onset: { ...late.onset, time: "1559" } }, ZONE, NOW).missing).toEqual([]);
    const ranges = { spo2: { unit: "%", low: 0, high: 100 } };
    expect(check({ ...draft, vitals: { ...draft.vitals, spo2: "880" } }, ZONE, NOW, ranges).missing).toEqual(["vitals_wrong"]);
  });

  it("numbers are read with comma or point", () => {
    const range = { unit: "°C", low: 20, high: 45 };
    expect(["36,8", "36.8", "", "  "].map((text) => measureFits(text, range))).toEqual([true, true, true, true]);
    expect(["368", "36.8.1", "high"].map((text) => measureFits(text, range))).toEqual([false, false, false]);
  });
});

describe("the body", () => {
  it("holds what was typed, trimmed, as numbers and instants", () => {
    const draft = filled();
    const body = bodyOf(
      {
        ...draft,
        vitals: { ...draft.vitals, temperature: "36,8", pulse: "99" },
        onset: { day: "2025-11-03", time: "0905", unknown: false },
      },
      ZONE,
    );
    expect(body).toMatchObject({
      id: "c",
      patient: { name: "示例", sex: "male", age_years: 58, birth_date: null, identifiers: [], unidentified: false },
      form: { chief_complaint: "胸痛", callback_phone: "0970 1", vitals: { temperature: 36.8, pulse: 99 }, onset_at: "2025-11-03T01:05:00.000Z" },
      questions: ["是否 STEMI？"],
    });
  });

  it("names nobody for an unknown person and keeps a birth date over a stated age", () => {
    const draft = filled();
    const who = { ...draft.who, unidentified: true, nationalId: "11010519491231002X", birthDate: "1949-12-31" };
    expect(bodyOf({ ...draft, who }, ZONE).patient).toMatchObject({
      name: "",
      identifiers: [],
      unidentified: true,
      birth_date: "1949-12-31",
      age_years: null,
    });
  });
});
