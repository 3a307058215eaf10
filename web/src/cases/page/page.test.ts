import { beforeEach, describe, expect, it } from "vitest";
import { showLanguage, timeZone } from "../../i18n";
import { allergy } from "./banner/allergy";
import { numberToCall } from "./banner/PhoneBar";
import type { CaseDetail, CaseRequest } from "../detail";
import { currentRequest, maskedNumber, planOf, questionState } from "../detail/facts";
import { ordered } from "./film/FilmBar";
import { isShortcut } from "../../ui";
import { nextStep, standing } from "./state/next";
import { formOf, valuesOf, wrongVitals } from "./request/form/formValues";
import { fromBox, toBox } from "../../i18n/zoned";
import { stepsOf } from "./timeline/steps";

const request = (some: Partial<CaseRequest>) =>
  ({
    id: "q",
    state: "submitted",
    allowed: [],
    opinions: [],
    adoptions: [],
    assignments: [],
    transitions: [],
    questions: [{ no: 1, text: "?", state: "open", asked_at: null }],
    course: { stages: [], waits_for: null, appointment: null, fee: null, may_record_fee: false },
    ...some,
  }) as unknown as CaseRequest;
const detail = (some: object) => ({ patient: { name: "E", identifiers: [] }, form: { data: {} }, requests: [], materials: [], ...some }) as unknown as CaseDetail;

beforeEach(() => showLanguage("en"));

describe("the next step", () => {
  const step = (state: string, ...allowed: string[]) => nextStep(request({ state, allowed }))?.text ?? null;

  it("is one for each side and state, and nobody's when it is somebody else's turn", () => {
    expect(step("draft", "submit", "cancel")).toBe("Send request");
    expect(step("submitted", "assign", "reject")).toBe("Assign");
    expect(step("submitted", "take")).toBe("Take this case");
    expect(step("offered", "accept", "refuse", "take")).toBe("Accept");
    expect(step("offered", "assign", "reject")).toBeNull();
    expect(step("accepted", "sign", "start", "give_back")).toBe("Write opinion");
    expect(step("signed", "respond")).toBe("Record what was done");
    expect(step("responded", "close", "respond")).toBe("Close the request");
    expect(step("submitted", "cancel")).toBeNull();
    expect(step("awaiting_release", "release", "send_back")).toBe("Approve and send");
    expect(step("info_requested", "resubmit", "cancel")).toBe("Added, send on");
    expect(step("info_requested", "resume")).toBeNull();
    expect(standing(request({ state: "info_requested", from_org: { id: "g", name: "Gangcha" } }), "me")).toBe("Waiting for information from Gangcha");
    expect(step("unanswered", "assign", "reject")).toBe("Assign");
    expect(standing(request({}), "me")).toBe("Awaiting triage");
    const mine = request({ state: "accepted", assignments: [{ state: "accepted", part: "expert", person: { id: "me", name: "Me" } }] } as never);
    expect(standing(mine, "me")).toBe("You are answering");
    expect(standing(mine, "you")).toBe("Me is answering");
  });
});

describe("questions", () => {
  const signed = { state: "signed", version: 1, answers: [{ no: 1, text: "yes", cannot: false, reason: "" }] };
  const adoption = (value: string, version = 1) => ({ value, opinion_version: version });
  const state = (some: object) => questionState(request(some as Partial<CaseRequest>), 1);

  it("carry what became of their answer, for the version now in force", () => {
    expect(state({})).toBe("open");
    expect(state({ opinions: [signed] })).toBe("answered");
    expect(state({ opinions: [signed], adoptions: [adoption("partly")] })).toBe("partly");
    expect(state({ opinions: [{ ...signed, state: "superseded" }, { ...signed, version: 2 }], adoptions: [adoption("adopted")] })).toBe("answered");
    expect(state({ opinions: [{ ...signed, answers: [{ no: 1, text: "", cannot: true, reason: "x" }] }] })).toBe("cannot");
  });

  it("belong to the request under way, else to the last", () => {
    const first = request({ id: "1", state: "submitted" });
    const last = request({ id: "2", state: "cancelled" });
    expect(currentRequest(detail({ requests: [first, last] }))?.id).toBe("1");
    expect(currentRequest(detail({ requests: [last] }))?.id).toBe("2");
    // Of two under way it is one's own turn that counts, unless another was chosen.
    const mine = request({ id: "3", state: "in_consultation", allowed: ["sign"] });
    expect(currentRequest(detail({ requests: [first, mine] }))?.id).toBe("3");
    expect(currentRequest(detail({ requests: [first, mine] }), "1")?.id).toBe("1");
    // An MDT that is decided waits for the county; one under way does not.
    const decided = request({ id: "4", kind: "mdt", state: "finalised", allowed: ["respond"] });
    expect(currentRequest(detail({ requests: [first, decided] }))?.id).toBe("4");
    expect(currentRequest(detail({ requests: [first, { ...decided, state: "acting" }] }))?.id).toBe("1");
  });
});

describe("the banner", () => {
  it("warns of an allergy, and is calm when it was asked and denied", () => {
    const of = (allergies?: string) => allergy(detail({ form: { data: { allergies } } }));
    expect(of("Penicillin").alert).toBe("Allergy: Penicillin");
    for (const none of ["\u65e0", "\u5426\u8ba4\u8fc7\u654f\u53f2", "NKDA", "None.", "kh\u00f4ng"]) expect(of(none)).toEqual({ alert: null, calm: "No allergies stated" });
    expect(of("\u65e0\u76ae\u8bd5\u8bb0\u5f55, sulfa").alert).toContain("sulfa");
    expect(of().calm).toBe("Allergies not stated");
  });

  it("shows enough of a number to tell two patients apart", () => {
    const of = (...identifiers: object[]) => maskedNumber(detail({ patient: { identifiers } }));
    expect(of({ system: "national_id", value: "110101199001011234" }, { system: "mrn", value: "2025004417" })).toBe("No. …4417");
    expect(of({ system: "provisional", value: "U251103-01" })).toBe("Provisional no. U251103-01");
    expect(of()).toBeNull();
  });

  it("calls the other side", () => {
    const asked = request({ created_by: { id: "c", name: "C", phone: "1" }, assignments: [{ part: "expert", state: "accepted", person: { id: "x", name: "X", phone: "2" } }] } as unknown as Partial<CaseRequest>);
    const form = { data: { callback_phone: "3" } };
    expect(numberToCall(detail({ side: "provider", form, owner_org: {} }), asked)).toBe("3");
    expect(numberToCall(detail({ side: "provider", owner_org: {} }), asked)).toBe("1");
    expect(numberToCall(detail({ side: "requester", owner_org: {} }), asked)).toBe("2");
  });
});

describe("keys", () => {
  it("are dead in text fields, dialogs and while composing", () => {
    const box = document.createElement("textarea");
    document.body.append(box);
    const pressed = (target: Element, init: KeyboardEventInit = {}) => {
      const event = new KeyboardEvent("keydown", { key: "m", bubbles: true, ...init });
      target.dispatchEvent(event);
      return isShortcut(event);
    };
    expect(pressed(document.body)).toBe(true);
    expect(pressed(box)).toBe(false);
    expect(pressed(document.body, { isComposing: true })).toBe(false);
    expect(pressed(document.body, { ctrlKey: true })).toBe(false);
  });
});

describe("the form", () => {
  it("comes back as it was, reads both decimal marks, and names what is no number", () => {
    const data = { chief_complaint: "chest pain", vitals: { temperature: 36.6, pulse: 96 }, onset_unknown: true, consent: { given: true, by: "wife", exception: "" } };
    const values = valuesOf(data);
    expect(formOf(values)).toMatchObject(data);
    expect(formOf({ ...values, vitals: { temperature: "37,2" } }).vitals).toEqual({ temperature: 37.2 });
    expect(wrongVitals({ ...values, vitals: { pulse: "fast", spo2: " " } })).toEqual(["pulse"]);
  });

  it("writes times on the hospital's clock, whatever the device's", () => {
    timeZone.value = "Asia/Shanghai";
    expect(toBox("2025-11-03T16:05:00.000Z")).toBe("2025-11-04T00:05");
    expect(fromBox("2025-11-04T00:05")).toBe("2025-11-03T16:05:00.000Z");
    expect(fromBox("")).toBeNull();
  });
});

describe("order", () => {
  it("of materials: there, then gone, prior apart", () => {
    const of = (id: string, part: string, removed: unknown = null) => ({ id, part, removed });
    const { current, prior } = ordered([of("a", "current", {}), of("b", "prior"), of("c", "current")]);
    expect([current, prior].map((list) => list.map((each) => each.id))).toEqual([["c", "a"], ["b"]]);
  });

  it("of the timeline: by the clock, with the gap, without recordings of other days", () => {
    const at = (minute: number) => new Date(Date.UTC(2025, 10, 3, 6, minute)).toISOString();
    const ecg = (id: string, acquired_at: string) => ({ id, part: "current", removed: null, ecg: { acquired_at } });
    const steps = stepsOf(
      detail({
        created_at: at(10),
        owner_org: { name: "Gangcha" },
        form: { data: { onset_at: at(0) } },
        materials: [ecg("now", at(5)), ecg("old", "2019-01-01T00:00:00.000Z")],
        requests: [request({ created_by: { id: "c", name: "C" }, transitions: [{ no: 1, action: "submit", from: "draft", to: "submitted", by: { id: "c", name: "C" }, at: at(12), reason: "", details: {} }] })],
      }),
    );
    expect(steps.map((step) => [step.action, step.gap])).toEqual([
      ["onset", null],
      ["recorded", 300_000],
      ["opened", 300_000],
      ["submit", 120_000],
    ]);
  });
});

describe("the plan above the room", () => {
  const opinion = (signed_at: string, treatment: string, state = "signed") => ({ signed_at, state, content: { treatment } }) as unknown as CaseRequest["opinions"][number];

  it("is the treatment last signed, of whichever request", () => {
    const requests = [request({ id: "a", opinions: [opinion("2026-11-22T09", "aspirin", "superseded"), opinion("2026-11-22T10", "lysis")] }), request({ id: "b", opinions: [opinion("2026-11-22T09:30", "heparin"), opinion("2026-11-22T11", " ")] })];
    expect(planOf(detail({ requests }))?.opinion.content.treatment).toBe("lysis");
    expect(planOf(detail({ requests: [request({ opinions: [opinion("2026-11-22T09", "aspirin", "superseded")] })] }))).toBeUndefined();
  });
});
