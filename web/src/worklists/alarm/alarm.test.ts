import { describe, expect, it } from "vitest";
import { callingIn, countForMe } from "../board";
import { wholeOf } from "../../referrals/testing";
import { rowOf } from "../testing";
import { loud } from "./alarm";
import { callingAt } from "./referralCalls";
import { PERIOD, ringSamples } from "./tones";

const emergency = (id: string, part = {}) => rowOf(id, { urgency: "emergency", ...part });

describe("who is called", () => {
  it("by every emergency nobody has taken, oldest first", () => {
    const groups = [
      {
        key: "for_me" as const,
        items: [emergency("late", { submitted_at: "2025-11-03T06:02:00.000Z" }), emergency("early"), rowOf("urgent", { urgency: "urgent" })],
      },
      { key: "mine" as const, items: [emergency("taken", { state: "accepted" })] },
    ];
    expect(callingIn(groups).map((row) => row.request_id)).toEqual(["early", "late"]);
  });

  it("once, also with two roles, and no longer once somebody has it", () => {
    const both = [
      { key: "for_me" as const, items: [emergency("a")] },
      { key: "to_assign" as const, items: [emergency("a")] },
    ];
    expect(callingIn(both)).toHaveLength(1);
    expect(callingIn([{ key: "for_me", items: [emergency("a", { state: "accepted" })] }])).toEqual([]);
  });

  it("only where the ladder has come to, and again once nobody has come", () => {
    const call = (rings_me: boolean) => ({ state: "ringing", round: 1, since: "2025-11-03T06:00:00.000Z", rings_me });
    const rows = [emergency("later", { call: call(false) }), emergency("now", { call: call(true) })];
    expect(callingIn([{ key: "for_me", items: rows }]).map((row) => row.request_id)).toEqual(["now"]);
    const alone = emergency("left", { state: "accepted", call: { ...call(true), round: 2 } });
    expect(callingIn([{ key: "mine", items: [alone] }])).toHaveLength(1);
  });

  it("counts what waits for one's own deed", () => {
    expect(
      countForMe([
        { key: "needs_me", items: [rowOf("a")] },
        { key: "waiting", items: [rowOf("b"), rowOf("c")] },
        { key: "decide", items: [rowOf("d")] },
      ]),
    ).toBe(2);
  });
});

describe("silence", () => {
  it("is for this call only: given back, it calls anew", () => {
    const call = emergency("a");
    const silenced = new Set([`a:${call.submitted_at}:submitted`]);
    expect(loud([call, emergency("b")], silenced).map((row) => row.request_id)).toEqual(["b"]);
    expect(loud([emergency("a", { state: "offered" })], silenced)).toHaveLength(1);
  });
});

describe("the two tones", () => {
  it("last a second of every eight and begin and end without a click", () => {
    const rate = 8000;
    const samples = ringSamples(rate);
    expect(samples).toHaveLength(PERIOD * rate);
    const sounding = Array.from(samples).map(Boolean).lastIndexOf(true) / rate;
    expect(sounding).toBeGreaterThan(0.95);
    expect(sounding).toBeLessThan(1.05);
    expect(Math.abs(samples[0]!)).toBeLessThan(0.01);
    expect(Math.max(...samples)).toBeLessThanOrEqual(0.5);
  });
});

describe("a referral desk", () => {
  const { row } = { row: { ...wholeOf({ urgency: "emergency", allowed: ["accept", "decline"] }), from_org: { id: "g", name: "" }, to_org: null } };
  const at = (...rows: Partial<typeof row>[]) => callingAt({ groups: [{ key: "to_answer", items: rows.map((each) => ({ ...row, ...each })) }], counts: {} }).map((each) => each.id);

  it("is rung by every emergency it has not answered, oldest first", () => {
    expect(at({ id: "late", submitted_at: "2026-01-02T06:05:00Z" }, { id: "early" }, { id: "urgent", urgency: "urgent" })).toEqual(["early", "late"]);
    expect(at({ id: "again", state: "unanswered" }, { id: "answered", state: "provisional" }, { id: "asked back", state: "info_requested" })).toEqual(["again"]);
  });

  it("is not rung by what others have to answer", () => {
    expect(at({ id: "for a doctor's advice", allowed: ["advise"] })).toEqual([]);
  });
});
