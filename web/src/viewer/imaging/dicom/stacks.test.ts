import { describe, expect, it } from "vitest";
import type { Dataset } from "./attributes";
import { rateOf } from "./cine";
import { qualityOf } from "./quality";
import { studyOf } from "./stacks";
import { dataset } from "./testing";

const URL = "/dicom-web/at/o/studies/1.2";
const PIXELS = { "00280010": 4, "00280011": 4, "00280100": 16, "00280004": "MONOCHROME2", "00083002": "1.2.840.10008.1.2.1", "7FE00010": "" };
const AXIAL = [1, 0, 0, 0, 1, 0];

function image(sop: string, more: Parameters<typeof dataset>[0] = {}): Dataset {
  return dataset({ ...PIXELS, "00080018": sop, "0020000E": "1.2.3", "00080060": "CT", ...more });
}

const slice = (sop: string, no: number, z: number): Dataset => image(sop, { "00200013": no, "00200032": [0, 0, z], "00200037": AXIAL });
const order = (sets: readonly Dataset[]): string[] => studyOf(sets, URL).stacks.flatMap(({ frames }) => frames.map((frame) => frame.instance.sop));

describe("stacks", () => {
  it("are ordered by position, in the direction the device counted", () => {
    expect(order([slice("b", 3, 10), slice("c", 1, 0), slice("a", 2, 5)])).toEqual(["c", "a", "b"]);
    expect(order([slice("a", 1, 10), slice("b", 9, 0), slice("c", 2, 5)])).toEqual(["a", "c", "b"]);
  });

  it("are ordered by number where positions repeat or planes differ", () => {
    expect(order([slice("b", 2, 0), slice("a", 1, 0), slice("c", 3, 5)])).toEqual(["a", "b", "c"]);
    const tilted = image("t", { "00200013": 1, "00200032": [0, 0, 99], "00200037": [1, 0, 0, 0, 0, -1] });
    expect(order([slice("b", 2, 5), tilted, slice("c", 3, 0)])).toEqual(["t", "b", "c"]);
  });

  it("keep each clip of a series apart", () => {
    const clip = image("clip", { "00280008": 3, "00181063": 40 });
    const { stacks } = studyOf([clip, image("still")], URL);
    expect(stacks.map(({ key, clip: plays, frames }) => [key, plays, frames.length])).toEqual([
      ["1.2.3", false, 1],
      ["clip", true, 3],
    ]);
    expect(stacks[1]?.frames[2]?.id).toBe(`imaging:${URL}/series/1.2.3/instances/clip/frames/3`);
    expect(rateOf(stacks[1]!)).toBe(25);
  });

  it("read place, spacing and window of each frame from its functional groups", () => {
    const perFrame = (z: number): Dataset =>
      dataset({ "00209113": [dataset({ "00200032": [0, 0, z] })], "00289132": [dataset({ "00281050": 10 * z, "00281051": 100 })] });
    const shared = dataset({ "00209116": [dataset({ "00200037": AXIAL })], "00289110": [dataset({ "00280030": [2, 3], "00180050": 4 })] });
    const set = image("e", { "00280008": 2, "52009229": [shared], "52009230": [perFrame(1), perFrame(2)] });
    const [, second] = studyOf([set], URL).stacks[0]?.frames ?? [];
    expect(second).toMatchObject({ position: [0, 0, 2], spacing: { row: 2, column: 3, kind: "patient" }, thickness: 4, windows: [{ center: 20, width: 100 }] });
  });

  it("stand in the order of their numbers", () => {
    const named = (series: string, no: number): Dataset => image(series, { "0020000E": series, "00200011": no });
    expect(studyOf([named("x", 5), named("y", 2)], URL).stacks.map(({ series }) => series)).toEqual(["y", "x"]);
  });
});

describe("what is not shown", () => {
  it("is an image class whose file brings no pixels", () => {
    const { "7FE00010": _, ...header } = image("s");
    expect(studyOf([header], URL).kept[0]?.why).toBe("no_pixels");
  });

  const why = (more: Parameters<typeof dataset>[0]): string | undefined => studyOf([image("s", more)], URL).kept[0]?.why;

  it("says its reason", () => {
    expect(why({ "00280010": 0, "00080060": "SR" })).toBe("report");
    expect(why({ "00280010": 0, "00080060": "RTPLAN" })).toBe("plan");
    expect(why({ "00280010": 0, "00080060": "CT" })).toBe("no_pixels");
    expect(why({ "00080016": "1.2.840.10008.5.1.4.1.1.104.1" })).toBe("pdf");
    expect(why({ "00083002": "1.2.840.10008.1.2.4.102" })).toBe("video");
    expect(why({ "00083002": "1.2.840.10008.1.2.4.92" })).toBe("coding");
    expect(why({ "00280100": 12 })).toBe("coding");
    expect(why({ "7FE00008": 1 })).toBe("float");
    expect(why({})).toBeUndefined();
  });
});

describe("quality", () => {
  const quality = (more: Parameters<typeof dataset>[0]) => qualityOf(studyOf([image("s", more)], URL).stacks[0]!.frames[0]!.instance);

  it("is original until the file or its coding says otherwise", () => {
    expect(quality({})).toEqual({ kind: "original" });
    expect(quality({ "00282110": "00" })).toEqual({ kind: "original" });
    expect(quality({ "00083002": "1.2.840.10008.1.2.4.50" })).toEqual({ kind: "lossy", ratio: null });
  });

  it("multiplies what was lost one after the other", () => {
    expect(quality({ "00282110": "01", "00282112": ["4", "2"] })).toEqual({ kind: "lossy", ratio: 8 });
  });
});
