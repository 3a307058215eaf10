import { beforeEach, describe, expect, it } from "vitest";
import { showLanguage } from "../i18n";
import { startable } from "./send/line";
import { Rate, secondsLeft } from "./send/rate";
import { step, type Happening, type Item, type Phase } from "./state";
import { endWords, failureWords, reasonWords } from "./words";

const item = (part: Partial<Item> = {}): Item => ({
  key: "k",
  caseId: "c",
  orgId: null,
  batch: null,
  name: "a.scp",
  path: "a.scp",
  size: 1000,
  phase: "queued",
  sent: 0,
  reason: null,
  material: null,
  slow: false,
  ...part,
});
const walk = (start: Item, ...events: Happening[]) => events.reduce(step, start);
const verdict = (state: string, reason = "", material = ""): Happening => ({ type: "checked", state, reason, material });

describe("a file on its way", () => {
  it("is sent, checked and in the case", () => {
    const done = walk(
      item({ phase: "held" }),
      { type: "release" },
      { type: "prepare" },
      { type: "begin" },
      { type: "progress", sent: 600 },
      { type: "sent" },
      verdict("received"),
      verdict("stored", "", "ecg:1"),
    );
    expect(done).toMatchObject({ phase: "stored", sent: 1000, material: "ecg:1", reason: null });
  });

  it("waits for the line and goes on; a pause is not undone by the line", () => {
    const lost = walk(item({ phase: "sending", sent: 400 }), { type: "lost", reason: "line" });
    expect(lost).toMatchObject({ phase: "waiting", sent: 400, reason: "line" });
    expect(step(lost, { type: "resume" })).toMatchObject({ phase: "queued", sent: 400, reason: null });
    const paused = walk(lost, { type: "pause" }, { type: "lost", reason: "line" });
    expect(paused.phase).toBe("paused");
  });

  it("is kept or refused with the server's reason; a caution does not hide it", () => {
    const at = item({ phase: "checking" });
    expect(step(at, verdict("refused", "intake.refused.script"))).toMatchObject({ phase: "refused", reason: "intake.refused.script" });
    expect(step(at, verdict("stored", "intake.unreadable.truncated", "attachment:1")).phase).toBe("kept");
    expect(step(at, verdict("stored", "ecg.low_sampling_rate", "ecg:1")).phase).toBe("stored");
  });

  it.each<[Phase, Happening]>([
    ["stored", { type: "pause" }],
    ["checking", { type: "progress", sent: 1 }],
    ["refused", { type: "resume" }],
    ["paused", { type: "progress", sent: 1 }],
    ["held", { type: "prepare" }],
    ["orphan", { type: "resume" }],
  ])("in phase %s nothing comes of %o", (phase, event) => {
    const before = item({ phase });
    expect(step(before, event)).toBe(before);
  });
});

describe("a file chosen again after a reload", () => {
  it("goes on where it was lost", () => {
    expect(step(item({ phase: "orphan", sent: 300 }), { type: "found" })).toMatchObject({ phase: "queued", sent: 300 });
    expect(step(item({ phase: "failed", reason: "file_gone" }), { type: "found" })).toMatchObject({ phase: "queued", reason: null });
  });

  it("is not sent when the server has it", () => {
    const known: Happening = { type: "known", state: "stored", reason: "", material: "study:1" };
    expect(step(item({ phase: "preparing" }), known)).toMatchObject({ phase: "stored", sent: 1000, material: "study:1" });
    expect(step(item({ phase: "sending" }), known).phase).toBe("sending");
  });
});

describe("a thin line", () => {
  const queued = (size: number, index: number) => item({ key: `q${index}`, size });

  it("takes two large files or four small ones at once", () => {
    expect(startable([3e6, 3e6, 3e6].map(queued)).map(({ key }) => key)).toEqual(["q0", "q1"]);
    expect(startable([1e4, 1e4, 1e4, 1e4, 1e4].map(queued))).toHaveLength(4);
    expect(startable([item({ key: "s", phase: "sending", size: 3e6 }), queued(1e4, 0), queued(1e4, 1)])).toHaveLength(1);
  });

  it("begins nothing while the server does not come to look at what it has", () => {
    const unlooked = Array.from({ length: 12 }, (_, index) => item({ key: `c${index}`, phase: "checking" }));
    expect(startable([...unlooked, queued(1, 0)])).toEqual([]);
  });
});

describe("the rate", () => {
  it("is that of the last seconds", () => {
    const rate = new Rate();
    expect(rate.at(0)).toBeNull();
    for (let second = 0; second <= 10; second += 1) rate.add(second * 1000, 100_000);
    expect(rate.at(10_000)).toBeCloseTo(100_000);
    expect(rate.at(20_000)).toBe(0);
  });

  it("gives whole seconds, or none while nothing moves", () => {
    expect(secondsLeft(250_000, 100_000)).toBe(3);
    expect(secondsLeft(1, 0)).toBeNull();
    expect(secondsLeft(1, null)).toBeNull();
  });
});

describe("the words", () => {
  beforeEach(() => showLanguage("en"));

  it("exist for every typed reason and caution", () => {
    expect(reasonWords("intake.refused.executable")).toBe("it is a program, not a document");
    expect(reasonWords("ecg.checksum_mismatch")).toContain("checksum");
    expect(reasonWords("text.charset_guessed")).not.toContain("charset_guessed");
    expect(reasonWords("image.bad_exif")).not.toContain("bad_exif");
    expect(reasonWords("intake.made_up")).toBe("intake.made_up");
  });

  it("say what became of the file", () => {
    expect(endWords(item({ phase: "stored", material: "ecg:1", reason: "ecg.requantised" }))).toBe(
      "In the case as an ECG · amplitudes were rounded to 1 µV",
    );
    expect(failureWords("file_gone")).toContain("Choose it again");
    expect(failureWords("http.500")).toContain("server failed");
  });
});
