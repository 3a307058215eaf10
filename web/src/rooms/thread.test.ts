import { describe, expect, it } from "vitest";
import type { Msg } from "./link/frames";
import { begunMention, completed, mentionsIn } from "./panel/compose/mentions";
import { foldThread } from "./store/thread";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 6, minute)).toISOString();
const event = (seq: number, from: string, kind: Msg["kind"], body: object = {}, target?: number): Msg => ({
  t: "msg",
  room: "r",
  seq,
  from,
  cmid: null,
  kind,
  body: body as Msg["body"],
  at: at(seq),
  ...(target === undefined ? {} : { target }),
});
const text = (seq: number, from: string, words: string, target?: number) => event(seq, from, "text", { text: words }, target);

describe("the log as people read it", () => {
  it("shows what was said once, with its last wording and the earlier ones", () => {
    const { shown, told } = foldThread([text(1, "a", "5 mg"), event(2, "a", "edit", { text: "50 mg" }, 1), text(3, "b", "ok", 1)]);
    expect(shown.map(({ seq }) => seq)).toEqual([1, 3]);
    expect(told.get(1)).toMatchObject({ text: "50 mg", before: [{ text: "5 mg", at: at(1) }] });
  });

  it("keeps who acknowledged, and that something was withdrawn", () => {
    const { told } = foldThread([text(1, "a", "now"), event(2, "b", "ack", {}, 1), text(3, "a", "no"), event(4, "a", "withdraw", {}, 3)]);
    expect(told.get(1)?.acks).toEqual([{ who: "b", at: at(2) }]);
    expect(told.get(3)?.withdrawnAt).toBe(at(4));
  });

  it("moves a card with the words of whoever moved it", () => {
    const { told } = foldThread([event(1, "a", "card", { text: "V7–V9" }), event(2, "b", "card_change", { state: "declined", note: "no leads" }, 1)]);
    expect(told.get(1)).toMatchObject({ card: "declined", cardBy: { who: "b", note: "no leads" } });
  });

  it("queues raised hands and takes the one with the floor out", () => {
    const hand = (seq: number, who: string, up: boolean) => event(seq, who, "hand", { up });
    const log = [hand(1, "a", true), hand(2, "b", true), hand(3, "c", true), hand(4, "b", false), event(5, "x", "floor", { person: "a" })];
    expect(foldThread(log)).toMatchObject({ hands: ["c"], floor: "a" });
  });

  it("minds no event about a message it does not have", () => {
    expect(foldThread([event(9, "a", "edit", { text: "x" }, 2)]).shown).toEqual([]);
  });
});

describe("mentions", () => {
  const callable = [
    { name: "Ann", mention: { person: "1" } },
    { name: "Ann Li", mention: { person: "2" } },
    { name: "专家", mention: { role: "experts" } },
  ];

  it("begin with @ after a space, and end with one", () => {
    expect(begunMention("hello @专", 8)).toBe("专");
    expect(begunMention("a@b", 3)).toBeNull();
    expect(begunMention("@Ann please", 11)).toBeNull();
  });

  it("are completed where the caret is", () => {
    expect(completed("hi @An, look", 6, "Ann Li")).toEqual({ text: "hi @Ann Li , look", caret: 11 });
  });

  it("take the longest name and each once", () => {
    expect(mentionsIn("@Ann Li @专家 @专家", callable)).toEqual([{ person: "2" }, { role: "experts" }]);
    expect(mentionsIn("@Ann and @Ann Li", callable)).toEqual([{ person: "2" }, { person: "1" }]);
  });
});
