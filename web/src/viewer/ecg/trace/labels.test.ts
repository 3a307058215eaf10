// @vitest-environment node
import { describe, expect, it } from "vitest";
import { decodeEcg1 } from "../format/ecg1";
import { encodeEcg1 } from "../format/testing";
import { levelsOf } from "./figure";
import { leadLabels } from "./labels";
import { layOut, type LayoutKind } from "./layout";
import { deriveRange, openRecording, type Recording } from "./leads";

const RATE = 100;

async function record(wave: (i: number) => number): Promise<Recording> {
  const values = Array.from({ length: 10 * RATE }, (_, i) => wave(i));
  const leads = ["I", "II", "V1", "V2", "V3", "V4", "V5", "V6"].map((name) => ({ name, values }));
  const signal = await decodeEcg1(await encodeEcg1({ leads, rate: [RATE, 1] }));
  const recording = openRecording(signal);
  deriveRange(recording, 0, signal.loaded);
  return recording;
}

function labelled(recording: Recording, kind: LayoutKind) {
  const leads = recording.traces.map((trace) => trace.name);
  const sheet = layOut({ kind, leads, durationS: 10, speed: 25, gain: 10, widthMm: 260, heightMm: 160, page: 0, group: 0 });
  return { sheet, labels: leadLabels(sheet, recording, levelsOf(recording)) };
}

describe("lead names", () => {
  it("stand at the start of their stretch; computed leads carry a star", async () => {
    const { sheet, labels } = labelled(await record(() => 0), "three");
    expect(labels.map((label) => label.text).slice(0, 7)).toEqual(["I", "II", "III*", "aVR*", "aVL*", "aVF*", "V1"]);
    labels.forEach((label, index) => expect(label.x).toBeCloseTo((sheet.segments[index]?.x ?? 0) + 0.8));
  });

  it("move out of the way of a tall wave, above their own zero line", async () => {
    const tall = await record((i) => (i > 5 && i < 40 ? 900 : 0));
    const { sheet, labels } = labelled(tall, "three");
    const [first] = sheet.segments;
    const zero = first?.baseline ?? 0;
    const wave = { left: (first?.x ?? 0) + 0.05 * 25, right: (first?.x ?? 0) + 0.41 * 25, top: zero - 9 };
    const name = labels[0] ?? { x: 0, y: 0 };
    const beside = name.x > wave.right;
    expect(beside || name.y < wave.top).toBe(true);
    expect(name.y).toBeLessThan(zero);
  });
});
