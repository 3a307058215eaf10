import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Outgoing, State } from "../link/frames";
import { readView, type SharedView } from "./view";
import { Viewing } from "./viewing";

const ecg = (gain: number): SharedView => ({ kind: "ecg", material: "m", layout: "three", speed: 25, gain, t: 0 });
const state = (v: object, by = "them"): State => ({ t: "state", room: "r", k: "view", by, clk: 1, v: v as State["v"] });

let sent: Outgoing[];
let line: boolean;
let viewing: Viewing;
const views = () => sent.flatMap((frame) => (frame.t === "state" ? [frame] : []));

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  line = true;
  viewing = new Viewing({ room: "r", me: "me", send: (frame) => line && sent.push(frame) > 0 });
});
afterEach(() => vi.useRealTimers());

describe("showing", () => {
  it("begins with what lies on the stage, then the newest at most twenty times a second", () => {
    viewing.tell(ecg(10));
    expect(sent).toEqual([]);
    viewing.present(true);
    expect(sent.map(({ t }) => t)).toEqual(["present", "state"]);
    for (let gain = 11; gain <= 60; gain += 1) {
      viewing.tell(ecg(gain));
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(1000);
    const shown = views();
    expect(shown.length).toBeLessThanOrEqual(12);
    expect(shown.at(-1)?.v).toEqual(ecg(60));
    const clocks = shown.map(({ clk }) => clk);
    expect(clocks).toEqual([...new Set(clocks)].sort((a, b) => a - b));
  });

  it("says nothing twice, and less never instead of more", () => {
    viewing.present(true);
    viewing.tell(ecg(10));
    vi.advanceTimersByTime(100);
    viewing.tell({ kind: "material", material: "m" });
    viewing.tell(ecg(10));
    vi.advanceTimersByTime(100);
    expect(views()).toHaveLength(1);
  });

  it("goes on after a lost line unless somebody else took over", () => {
    viewing.present(true);
    viewing.lineLost();
    viewing.joined(null, []);
    expect(viewing.presenting.peek()).toBe(true);
    expect(sent.filter(({ t }) => t === "present")).toHaveLength(2);
    viewing.lineLost();
    viewing.joined("them", []);
    expect(viewing.presenting.peek()).toBe(false);
  });

  it("is not begun without a line, and ends with the page", () => {
    line = false;
    viewing.present(true);
    expect(viewing.presenting.peek()).toBe(false);
    line = true;
    viewing.present(true);
    viewing.leave();
    expect(sent.at(-1)).toEqual({ t: "present", room: "r", on: false });
  });
});

it("that was left while the line was cut does not begin again with it", () => {
  viewing.present(true);
  line = false;
  viewing.lineLost();
  viewing.leave();
  line = true;
  viewing.joined(null, []);
  expect(viewing.presenting.peek()).toBe(false);
  expect(sent.filter(({ t }) => t === "present")).toHaveLength(1);
});

describe("looking along", () => {
  it("is asked for, and begins with what is shown at that moment", () => {
    viewing.joined("them", [state(ecg(20))]);
    expect(viewing.led.peek()).toBeNull();
    viewing.follow();
    expect(viewing.led.peek()).toEqual(ecg(20));
    viewing.heardState(state(ecg(5)));
    expect(viewing.led.peek()).toEqual(ecg(5));
    viewing.free();
    expect(viewing.led.peek()).toBeNull();
  });

  it("says whose showing ended, only to who looked along", () => {
    viewing.joined("them", [state(ecg(20))]);
    viewing.heardPresenter(null);
    expect(viewing.ended.peek()).toBeNull();
    viewing.heardPresenter("them");
    viewing.follow();
    viewing.heardPresenter(null);
    expect([viewing.following.peek(), viewing.ended.peek()]).toEqual([false, "them"]);
    viewing.heardPresenter("another");
    expect(viewing.ended.peek()).toBeNull();
  });

  it.each([
    [{}],
    [{ kind: "ecg", material: "m" }],
    [{ kind: "ecg", material: "m", layout: "three", speed: "25", gain: 10, t: 0 }],
    [{ kind: "image", material: "m", series: "1", instance: {}, frame: 1 }],
    [{ kind: "html", material: "<b>" }],
    [{ kind: "material", material: "x".repeat(65) }],
  ])("does not show what no viewer of ours wrote: %o", (raw) => {
    expect(readView(raw)).toBeNull();
  });

  it("leaves out what is wrong about a picture", () => {
    const read = readView({ kind: "image", material: "m", series: "1", instance: "2", frame: 3, window: [1], middle: [0, 0, 0], span: [0, 5] });
    expect(read).toEqual({ kind: "image", material: "m", series: "1", instance: "2", frame: 3 });
  });
});

describe("what is still on its way", () => {
  const told = () => sent.flatMap((frame) => (frame.t === "loading" ? [frame.percent] : []));

  it("is told while one follows, not too often, and to its end", () => {
    viewing.arrive(10);
    viewing.joined("them", [state(ecg(20))]);
    viewing.follow();
    viewing.arrive(100);
    for (const percent of [0, 12, 34, 56]) viewing.arrive(percent);
    vi.advanceTimersByTime(600);
    expect(told()).toEqual([56]);
    viewing.free();
    vi.advanceTimersByTime(600);
    expect(told()).toEqual([56, 100]);
  });

  it("is known of each of the others until it is there or they leave", () => {
    viewing.heardLoading("a", 34);
    viewing.heardLoading("b", 5);
    expect([...viewing.loading.peek()]).toEqual([["a", 34], ["b", 5]]);
    viewing.heardLoading("a", 100);
    viewing.left("b");
    expect(viewing.loading.peek().size).toBe(0);
  });
});

describe("pointing", () => {
  it("is told while one shows or follows, and ends in words", () => {
    viewing.point({ i: "p", x: 0.1, y: 0.2 });
    expect(sent).toEqual([]);
    viewing.present(true);
    viewing.point({ i: "p", x: 0.1, y: 0.2 });
    viewing.point(null);
    expect(sent.slice(1)).toEqual([
      { t: "ptr", room: "r", i: "p", x: 0.1, y: 0.2 },
      { t: "ptr", room: "r", i: "p" },
    ]);
  });

  it("fades three seconds after the last move", () => {
    const hand = { t: "ptr", room: "r", by: "them", i: "p" } as const;
    viewing.heardPtr({ ...hand, x: 0, y: 0 });
    vi.advanceTimersByTime(2000);
    viewing.heardPtr({ ...hand, x: 1, y: 1 });
    vi.advanceTimersByTime(2000);
    expect(viewing.pointers.peek()).toMatchObject([{ by: "them", x: 1 }]);
    vi.advanceTimersByTime(1000);
    expect(viewing.pointers.peek()).toEqual([]);
  });
});
