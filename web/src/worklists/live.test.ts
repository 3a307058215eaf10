import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { rowOf } from "./testing";

const notes = new Map<string, () => void>();
vi.mock("../rooms", () => ({
  live: {
    state: { peek: () => "open" },
    onNews: (topics: readonly string[], heard: () => void) => {
      for (const topic of [...topics, "reconnected"]) notes.set(topic, heard);
      return () => topics.forEach((topic) => notes.delete(topic));
    },
    onAlarm: (heard: () => void) => {
      notes.set("alarm", heard);
      return () => notes.delete("alarm");
    },
  },
}));

const { session } = await import("../api");
const { calling, startWorklist, watchWorklist, worklist } = await import("./live");

let asked = 0;
let answer: unknown;
let stops: (() => void)[] = [];

const as = (role: string) => {
  session.value = {
    person: { id: "me", name: "", title: null, phone: null, locale: null },
    username: "me",
    roles: [{ role, org_id: "o", org_name: "", department_id: null, specialty: null }],
    demo: true,
    must_change_password: false,
    server_time: "",
  } as never;
};

beforeEach(() => {
  vi.useFakeTimers();
  asked = 0;
  answer = { groups: [], counts: {} };
  vi.stubGlobal("fetch", async () => {
    asked += 1;
    return new Response(JSON.stringify(answer), { status: 200 });
  });
});
afterEach(() => {
  for (const stop of stops) stop();
  stops = [];
  session.value = null;
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the worklist", () => {
  it("gathers many nudges into one question", async () => {
    as("doctor");
    stops = [startWorklist(), watchWorklist()];
    await vi.advanceTimersByTimeAsync(0);
    const before = asked;
    for (let n = 0; n < 5; n += 1) notes.get("org:*")?.();
    await vi.advanceTimersByTimeAsync(299);
    expect(asked).toBe(before);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toBe(before + 1);
  });

  it("asks nothing about patients while nobody looks and nobody can be called", async () => {
    as("doctor");
    stops = [startWorklist()];
    notes.get("person:*")?.();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toBe(0);
  });

  it("calls a specialist on whatever page, and stops when somebody has taken it", async () => {
    as("expert");
    answer = { groups: [{ key: "for_me", items: [rowOf("a", { urgency: "emergency" })] }], counts: {} };
    stops = [startWorklist()];
    await vi.advanceTimersByTimeAsync(0);
    expect(calling.value.map((row) => row.request_id)).toEqual(["a"]);
    answer = { groups: [{ key: "for_me", items: [] }], counts: {} };
    notes.get("org:*")?.();
    await vi.advanceTimersByTimeAsync(300);
    expect(calling.value).toEqual([]);
  });

  it("asks at once on an alarm and forgets everything at logout", async () => {
    as("expert");
    stops = [startWorklist()];
    await vi.advanceTimersByTimeAsync(0);
    const before = asked;
    notes.get("alarm")?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toBe(before + 1);
    session.value = null;
    expect(worklist.data.value).toBeNull();
  });
});
