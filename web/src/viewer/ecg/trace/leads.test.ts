// @vitest-environment node
import { describe, expect, it } from "vitest";
import { decodeEcg1 } from "../format/ecg1";
import { encodeEcg1 } from "../format/testing";
import { deriveRange, leadName, openRecording, type Recording, restingLevel } from "./leads";

async function record(leads: Record<string, (number | null)[]>): Promise<Recording> {
  const file = await encodeEcg1({ leads: Object.entries(leads).map(([name, values]) => ({ name, values })) });
  const signal = await decodeEcg1(file);
  const recording = openRecording(signal);
  deriveRange(recording, 0, signal.loaded);
  return recording;
}

const flat = (names: string[]) => Object.fromEntries(names.map((name) => [name, [0, 0]]));
const names = (recording: Recording) => recording.traces.map((trace) => trace.name);
const mv = (recording: Recording, name: string) =>
  [...(recording.traces.find((trace) => trace.name === name)?.mv ?? [])].map((value) => Number(value.toFixed(4)));

describe("leads", () => {
  it("derives the four limb leads of an 8-lead record and marks them", async () => {
    const eight = await record({ I: [400, null], II: [1000, 7], V1: [1, 1], V2: [1, 1], V3: [1, 1], V4: [1, 1], V5: [1, 1], V6: [1, 1] });
    expect(names(eight)).toEqual(["I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6"]);
    expect(mv(eight, "III")).toEqual([0.6, NaN]);
    expect(mv(eight, "aVR")).toEqual([-0.7, NaN]);
    expect(mv(eight, "aVL")).toEqual([-0.1, NaN]);
    expect(mv(eight, "aVF")).toEqual([0.8, NaN]);
    expect(eight.traces.filter((trace) => trace.derived).map((trace) => trace.name)).toEqual(["III", "aVR", "aVL", "aVF"]);
  });

  it("keeps stored limb leads as stored", async () => {
    const stored = await record({ I: [0, 0], II: [1000, 0], III: [5, 5] });
    expect(mv(stored, "III")).toEqual([0.005, 0.005]);
    expect(stored.traces.find((trace) => trace.name === "III")?.derived).toBe(false);
  });

  it("derives nothing without both I and II", async () => {
    expect(names(await record(flat(["II", "V1"])))).toEqual(["II", "V1"]);
  });

  it("puts posterior and right leads after the twelve, in order", async () => {
    const eighteen = ["V8", "V4R", "V1", "V2", "V3", "V4", "V5", "V6", "V7", "V3R", "I", "II", "III", "aVR", "aVL", "aVF"];
    expect(names(await record(flat(eighteen))).slice(6)).toEqual(["V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V3R", "V4R"]);
  });

  it("reads a paediatric set around the chest", async () => {
    const set = await record(flat(["I", "II", "V1", "V2", "V4", "V6", "V3R", "V7"]));
    expect(names(set).slice(6)).toEqual(["V3R", "V1", "V2", "V4", "V6", "V7"]);
  });

  it("shows unknown leads last, by their own name", async () => {
    expect(names(await record(flat(["Vigileo", "-aVR", "II (2)", "II"])))).toEqual(["II", "Vigileo", "-aVR", "II (2)"]);
  });

  it.each([
    [{ name: "AVR", code: "" }, "aVR"],
    [{ name: "MDC_ECG_LEAD_V3", code: "" }, "V3"],
    [{ name: "Lead ii", code: "" }, "II"],
    [{ name: "2:62", code: "2:62" }, "aVR"],
    [{ name: "-aVR", code: "2:65" }, "-aVR"],
  ])("names %o %s", (lead, expected) => {
    expect(leadName(lead)).toBe(expected);
  });
});

describe("restingLevel", () => {
  it("ignores small shifts and single waves, finds an offset", () => {
    expect(restingLevel(Float32Array.of(0.1, 0.1, 3, 0.1, NaN))).toBe(0);
    expect(restingLevel(Float32Array.of(2, 2, 2.5, 2, NaN))).toBe(2);
    expect(restingLevel(Float32Array.of(NaN, NaN))).toBe(0);
  });
});
