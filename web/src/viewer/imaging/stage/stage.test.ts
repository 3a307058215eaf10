import { beforeAll, describe, expect, it, vi } from "vitest";
import { showLanguage } from "../../../i18n";
import type { Frame } from "../dicom/instance";
import { studyOf, type Stack } from "../dicom/stacks";
import { dataset } from "../dicom/testing";
import type { Picture } from "../pixels/picture";
import { placeOfAnchor } from "./view/anchor";
import { keyMap } from "./keyMap";
import { levelsOf, limitsOf } from "./view/levels";
import { fitted } from "./lightbox/rect";
import type { Deeds } from "./view/useStack";
import { lengthWords, placeWords, qualityWords, windowWords } from "./words";

const image = (sop: string, more: Parameters<typeof dataset>[0] = {}) =>
  dataset({
    "00080018": sop,
    "0020000E": "1.2.3",
    "00080060": "CT",
    "00280010": 100,
    "00280011": 200,
    "00280100": 16,
    "00280004": "MONOCHROME2",
    "00281052": -1000,
    "00281053": 1,
    "7FE00010": "",
    ...more,
  });
const stackOf = (...sets: ReturnType<typeof image>[]): Stack => studyOf(sets, "/s").stacks[0]!;
const frameOf = (more: Parameters<typeof dataset>[0] = {}): Frame => stackOf(image("a", more)).frames[0]!;
const PICTURE: Picture = {
  rows: 100,
  columns: 200,
  colour: false,
  samples: new Uint16Array(1),
  min: 0,
  max: 3000,
  low: 900,
  high: 1200,
  rescale: { slope: 1, intercept: -1000 },
  curve: false,
  rounded: false,
};

beforeAll(() => showLanguage("en"));

describe("limits", () => {
  it("come from the file, from a preset, from the values, or from the hand", () => {
    const tagged = frameOf({ "00281050": 50, "00281051": 101 });
    expect(limitsOf("auto", tagged, PICTURE)).toEqual({ lower: -0.5, upper: 99.5 });
    expect(limitsOf("brain", tagged, PICTURE)).toEqual({ lower: 0, upper: 79 });
    expect(limitsOf("full", tagged, PICTURE)).toEqual({ lower: -1000, upper: 2000 });
    expect(limitsOf({ lower: 1, upper: 2 }, tagged, PICTURE)).toEqual({ lower: 1, upper: 2 });
  });

  it("without a window in the file: soft tissue on CT, the values' spread elsewhere", () => {
    expect(limitsOf("auto", frameOf(), PICTURE)).toEqual({ lower: -160, upper: 239 });
    expect(limitsOf("auto", frameOf({ "00080060": "MR" }), PICTURE)).toEqual({ lower: -100, upper: 200 });
  });

  it("are turned into stored values; MONOCHROME1 and the negative each turn the greys round", () => {
    const limits = { lower: -1000, upper: 0 };
    const reversed = frameOf({ "00280004": "MONOCHROME1" });
    expect(levelsOf(limits, false, frameOf(), PICTURE)).toEqual({ range: { lower: 0, upper: 1000 }, inverted: false });
    expect(levelsOf(limits, false, reversed, PICTURE).inverted).toBe(true);
    expect(levelsOf(limits, true, reversed, PICTURE).inverted).toBe(false);
  });
});

describe("words", () => {
  it("say what a length is", () => {
    expect(lengthWords({ value: 34.06, unit: "mm", detector: false })).toBe("34.1 mm");
    expect(lengthWords({ value: 100, unit: "mm", detector: true })).toBe("100.0 mm on the detector");
    expect(lengthWords({ value: 5, unit: "px", detector: false })).toBe("5.0 px (no scale in the file)");
  });

  it("say how faithful a picture is", () => {
    expect(qualityWords(frameOf())).toBe("original");
    expect(qualityWords(frameOf({ "00282110": "01", "00282112": 8 }))).toBe("lossy 8:1");
    expect(qualityWords(frameOf({ "00282110": "01" }))).toBe("lossy");
  });

  it("say window, place and thickness", () => {
    expect(windowWords({ lower: -160, upper: 239 })).toBe("C 40 W 400");
    const placed = frameOf({ "00200032": [0, 0, -75.7], "00200037": [1, 0, 0, 0, 1, 0], "00180050": 5 });
    expect(placeWords(placed)).toBe("F 75.7 mm · 5 mm thick");
    expect(placeWords(frameOf())).toBe("");
  });
});

describe("place of a picture", () => {
  it("is the whole picture in the shape of its pixels", () => {
    expect(fitted(frameOf(), { width: 400, height: 400 })).toEqual({ left: 0, top: 100, width: 400, height: 200 });
    const tall = frameOf({ "00280030": [4, 1] });
    expect(fitted(tall, { width: 400, height: 400 })).toEqual({ left: 100, top: 0, width: 200, height: 400 });
  });

  it("is found again from an anchor", () => {
    const study = studyOf([image("a"), image("b", { "00200013": 2 })], "/s");
    expect(placeOfAnchor(study, { series: "1.2.3", instance: "b", frame: 1 })?.index).toBe(1);
    expect(placeOfAnchor(study, { series: "1.2.3", instance: "b", frame: 2 })).toBeNull();
  });
});

describe("keys", () => {
  const deeds = {
    preset: vi.fn<Deeds["preset"]>(),
    skip: vi.fn<Deeds["skip"]>(),
    turn: vi.fn<Deeds["turn"]>(),
    hand: vi.fn<Deeds["hand"]>(),
  } as unknown as Deeds;
  const nothing = (): void => undefined;
  const stack = stackOf(image("a"), image("b", { "00200013": 2 }));
  const keys = keyMap({ stack, deeds, hand: "scroll", screen: null, reset: nothing, play: nothing });

  it("are those of the interface's page", () => {
    keys["2"]?.();
    keys["["]?.();
    keys["]"]?.();
    keys["l"]?.();
    keys["End"]?.();
    expect(deeds.preset).toHaveBeenCalledWith("lung");
    expect(vi.mocked(deeds.skip).mock.calls).toEqual([[-1], [1]]);
    expect(deeds.hand).toHaveBeenCalledWith("length");
    expect(deeds.turn).toHaveBeenCalledWith(1);
  });

  it("leave the page's own alone", () => {
    for (const key of ["f", "m", "o", "?", "Escape"]) expect(keys[key]).toBeUndefined();
  });
});
