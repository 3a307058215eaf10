import { beforeEach, describe, expect, it } from "vitest";
import type { CaseDetail } from "../cases/detail";
import { readersVoice, showLanguage, timeZone } from "../i18n";
import { bodyOf, emptySeat, newBoard, unseated } from "./boards/seats";
import { calendarWords } from "./boards/words";
import { EMPTY } from "./outcome/content";
import { tidied } from "./outcome/drafts";
import { mdtPaper } from "./paper/model";
import { withinReach } from "./place/order";
import { EMPTY_PROPOSAL, missing } from "./propose/form";
import { inGrace, presenceWords, wanting } from "./session/quorum";
import { awaitsOpinions, nextCase, stepsFor } from "./session/steps";
import { shownOf } from "./session/useSession";
import { attendee, item, outcome, session, signature, view } from "./testing";
import type { MdtView } from "./types";

const NOON = Date.parse("2025-11-03T06:10:00Z");

beforeEach(async () => {
  timeZone.value = "Asia/Shanghai";
  await showLanguage("en");
});

describe("what comes next in a meeting", () => {
  const first = (allowed: string[], can: string[], some = {}) =>
    stepsFor(session({ allowed, ...some }), view({ allowed: can, ...some }), NOON)[0];

  it("is one step after another, from the list to the end", () => {
    expect(first(["publish", "open"], [], { state: "planned", published_at: null })).toBe("publish");
    expect(first(["publish", "open"], [], { state: "planned" })).toBe("open");
    expect(first(["next", "end"], [])).toBe("next");
    expect(first(["next", "end"], ["open_opinions", "conclude"])).toBe("open_opinions");
    expect(first(["next", "end"], ["circulate"])).toBe("circulate");
    expect(first(["next", "end"], [], { agenda: [item({ done: true })] })).toBe("end");
  });

  it("opens a meeting rather than answers its invitation once it is about to begin", () => {
    const soon = (minutes: number) =>
      stepsFor(
        session({ allowed: ["answer", "open"], state: "planned", starts_at: new Date(NOON + minutes * 60_000).toISOString(), me: { part: "chair", answer: "invited" } }),
        undefined,
        NOON,
      )[0];
    expect([soon(60), soon(5)]).toEqual(["answer", "open"]);
  });

  it("hurries nobody in writing before all are in", () => {
    const opinion = { person: { id: "a", name: "a" }, org: { id: "g", name: "g" }, specialty: "", mine: false, text: null, revision: null, updated_at: null };
    const waits = (all: boolean, mode: "async" | "live") =>
      awaitsOpinions(session({ mode }), view({ state: "async_window", opinions_opened_at: null, opinions: [{ ...opinion, in: all }] }));
    expect([waits(false, "async"), waits(true, "async"), waits(false, "live")]).toEqual([true, false, false]);
  });

  it("concludes only what was decided", () => {
    const steps = (decided: boolean) =>
      stepsFor(session({ allowed: ["next"] }), view({ allowed: ["conclude"], outcome: decided ? outcome() : outcome({ decision: " " }) }), NOON);
    expect(steps(true)).toEqual(["conclude", "next"]);
    expect(steps(false)).toEqual(["next", "conclude"]);
  });

  it("asks each member once, and the chair when all have signed or their time is over", () => {
    const circulated = (signed: boolean, to_sign: boolean) =>
      view({
        allowed: ["sign_mdt", "finalise"],
        outcome: outcome(),
        me: { part: "member", specialty: "cardiology", seat: true, to_sign },
        sign_by: "2025-11-04T06:00:00Z",
        signatures: [signature("heart", signed ? { value: "agree", signed_at: "2025-11-03T06:50:00Z" } : {})],
      });
    const steps = (signed: boolean, to_sign: boolean, at = NOON) => stepsFor(session({ allowed: ["end"] }), circulated(signed, to_sign), at);
    expect(steps(false, true)).toEqual(["sign", "end", "finalise"]);
    expect(steps(false, false)).toEqual(["end", "finalise"]);
    expect(steps(true, false)).toEqual(["finalise", "end"]);
    expect(steps(false, false, Date.parse("2025-11-05T00:00:00Z"))[0]).toBe("finalise");
  });

  it("goes to the next case that waits, and to none when all are done", () => {
    const agenda = [item({ request_id: "a", done: true }), item({ request_id: "b" }), item({ request_id: "c" })];
    expect(nextCase(session({ agenda, current_request_id: "b" }))?.request_id).toBe("c");
    expect(nextCase(session({ agenda, current_request_id: "c" }))?.request_id).toBe("b");
    expect(nextCase(session({ agenda: agenda.slice(0, 1), current_request_id: null }))).toBeUndefined();
  });
});

describe("the case on the screen", () => {
  it("is the one somebody looks at, else the one that is called, else the first that waits", () => {
    const agenda = [item({ request_id: "a", done: true }), item({ request_id: "b" }), item({ request_id: "c" })];
    expect(shownOf(session({ agenda }), null)).toBe("b");
    expect(shownOf(session({ agenda, current_request_id: "c" }), null)).toBe("c");
    expect(shownOf(session({ agenda, current_request_id: "c" }), "a")).toBe("a");
    expect(shownOf(session({ agenda }), "somewhere else")).toBe("b");
    expect(shownOf(session({ agenda: [] }), null)).toBeNull();
  });
});

describe("the quorum", () => {
  const quorum = {
    met: false,
    chair: false,
    specialties: [
      { specialty: "cardiology", present: false, lost_until: null },
      { specialty: "radiology", present: true, lost_until: "2025-11-03T06:12:00Z" },
    ],
  };

  it("names who is wanting, and whose line still counts", () => {
    expect(wanting(quorum)).toEqual(["Chair", "Cardiology"]);
    expect(inGrace(quorum)).toEqual([{ specialty: "radiology", until: NOON + 120_000 }]);
  });

  it("says how long a lost line counts, and that it does no longer", () => {
    const lost = attendee("heart", { presence: "lost", since: "2025-11-03T06:09:00Z" });
    expect(presenceWords(lost, session(), NOON)).toBe("line lost, counts 2:00 more");
    expect(presenceWords(lost, session(), NOON + 120_000)).toBe("line lost");
    expect(presenceWords(attendee("heart", { presence: "phone" }), session(), NOON)).toBe("on the telephone");
  });
});

describe("forms", () => {
  it("hold back what is only begun", () => {
    const begun = { text: " ", owner_id: null, due_at: null };
    expect(tidied({ ...EMPTY, actions: [begun, { ...begun, text: "Book a bed" }] }).actions).toEqual([{ ...begun, text: "Book a bed" }]);
  });

  it("say what a proposal lacks", () => {
    expect(missing("", " ", EMPTY_PROPOSAL)).toEqual(["board_id", "question", "disease", "required_specialties"]);
    expect(missing("b", "?", { ...EMPTY_PROPOSAL, disease: "CA", required_specialties: ["oncology"] })).toEqual([]);
  });

  it("leave empty seats out, and say who sits for nobody", () => {
    const board = newBoard("l");
    const seats = [...board.seats.slice(0, 1).map((seat) => ({ ...seat, person_id: "p", org_id: "l", specialty: "ecg" })), { ...emptySeat("secretary"), person_id: "s", org_id: "l", specialty: "ecg" }, ...board.seats.slice(2)];
    const body = bodyOf({ ...board, seats, required_specialties: ["ecg"] });
    expect(body.seats).toEqual([
      { person_id: "p", org_id: "l", part: "chair", specialty: "ecg", required: false, deputy_id: null },
      { person_id: "s", org_id: "l", part: "secretary", specialty: "", required: false, deputy_id: null },
    ]);
    expect(unseated({ ...board, seats, required_specialties: ["ecg", "radiology"] })).toEqual(["radiology"]);
  });

  it("write the days of a team as people say them", async () => {
    const calendar = { weekday: 1, at: "14:00", minutes: 60, weeks: [1, 3] };
    expect(calendarWords(calendar)).toBe("Tue 14:00 · weeks 1, 3 of the month · 60 minutes");
    expect(calendarWords({ ...calendar, weekday: null })).toBe("when called · 60 minutes");
    await showLanguage("zh-CN");
    expect(calendarWords({ ...calendar, weeks: [] })).toBe("周二 14:00 · 每周 · 60 分钟");
  });
});

describe("the place", () => {
  it("puts the meeting that runs first, then the nearest", () => {
    const brief = (id: string, state: string, day: number) => ({ id, state, starts_at: `2025-11-0${day}T06:00:00Z` }) as never;
    const { next, later } = withinReach([brief("far", "planned", 9), brief("over", "ended", 1), brief("near", "planned", 4), brief("runs", "open", 5)]);
    expect(next?.id).toBe("runs");
    expect(later.map(({ id }) => id)).toEqual(["near", "far"]);
  });
});

describe("the printed record", () => {
  const detail = {
    patient: { name: "Example", sex: "male", age: 58, identifiers: [{ system: "national_id", value: "110101" }] },
    owner_org: { id: "g", name: "Gangcha" },
    number: "2025-0001",
    demo: false,
    form: { data: { chief_complaint: "Chest pain" } },
    materials: [],
  } as unknown as CaseDetail;
  const signed = { signed_at: "2025-11-03T06:50:00Z" };
  const at = (clock: string) => `2025-11-03T${clock}:00Z`;
  const stretch = (from: string, until: string | null, how: "link" | "phone"): MdtView["attendance"][number] => ({
    person: { id: "heart", name: "heart" },
    title: "",
    org: { id: "l", name: "Liaocheng" },
    part: "member",
    specialty: "cardiology",
    joined_at: at(from),
    left_at: until === null ? null : at(until),
    how,
  });
  const whole = view({
    outcome: { ...outcome({ actions: [{ text: "Book a bed", owner_id: "county", due_at: "2025-11-04T01:00:00Z" }] }), status: "final" },
    attendance: [stretch("06:00", "06:20", "link"), stretch("06:25", null, "phone")],
    signatures: [
      signature("chair", { part: "chair", value: "agree", ...signed }),
      signature("heart", { value: "dissent", text: "  Bypass,\nnot a stent. ", ...signed }),
    ],
    record: { chair: { id: "chair", name: "chair" }, secretary: { id: "secretary", name: "secretary" }, members: [], absent: [{ id: "p9", name: "Dr Away" }], started_at: "2025-11-03T06:00:00Z", ended_at: "2025-11-03T06:40:00Z", place: "8800", country: "CN" },
  });

  it("keeps dissent word for word, the chair's name last and the identity number away", () => {
    const paper = mdtPaper(readersVoice(), detail, whole);
    expect(paper.dissent).toEqual([{ who: "heart · Dissents", text: "  Bypass,\nnot a stent. " }]);
    expect(paper.signatures.map(({ who }) => who)).toEqual(["heart Cardiology Liaocheng", "chair Chair Liaocheng"]);
    expect(paper.actions).toEqual(["Book a bed · county · by 4 Nov 2025, 09:00"]);
    expect(paper.attendance).toEqual(["heart · Cardiology · Liaocheng · 14:00–14:20, 14:25 on the telephone"]);
    expect(paper.meeting.map(({ text }) => text)).toEqual(["3 Nov 2025, 14:00 – 14:40", "Heart team · 8800", "chair", "secretary"]);
    expect(paper.absent).toEqual(["Dr Away"]);
    expect(paper.standing).toEqual([]);
    expect(JSON.stringify(paper)).not.toContain("110101");
  });

  it("says of too small a meeting that it is no conclusion, and of an open one that it is not signed", () => {
    const small = view({ outcome: { ...outcome(), mdt_conclusion: false } });
    expect(mdtPaper(readersVoice(), detail, small).standing).toEqual(["The discussion is not an MDT conclusion.", "Not signed by all yet"]);
  });

  it("speaks the reader's language", async () => {
    await showLanguage("vi");
    const paper = mdtPaper(readersVoice(), detail, whole);
    expect(paper.title).toBe("Biên bản hội chẩn");
    expect(paper.motto).toEqual([]);
  });

  it("stands under the motto of the country whose hospital keeps it", () => {
    const vietnams = { ...whole, record: { ...whole.record, country: "VN" } };
    expect(mdtPaper(readersVoice(), detail, vietnams).motto[0]).toBe("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  });
});
