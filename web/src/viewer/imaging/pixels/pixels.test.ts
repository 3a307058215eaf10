import { describe, expect, it } from "vitest";
import { dataset } from "../dicom/testing";
import { colourPicture } from "./colour";
import { greyPicture, spread, storedValues, throughTable } from "./grey";
import { readNative, unpackBits } from "./native";
import { overlaysOf } from "./overlay";
import type { PixelFormat } from "./picture";
import { expanded } from "./segmented";

const GREY: PixelFormat = {
  rows: 2,
  columns: 2,
  samples: 1,
  bitsAllocated: 16,
  bitsStored: 12,
  highBit: 11,
  signed: false,
  photometric: "MONOCHROME2",
  planar: false,
  padding: null,
  rescale: { slope: 1, intercept: 0 },
  palette: null,
  modalityTable: null,
  voiTable: null,
};
const RGB: PixelFormat = { ...GREY, columns: 1, samples: 3, bitsAllocated: 8, bitsStored: 8, highBit: 7, photometric: "RGB" };
const bytes = (...values: number[]) => Uint8Array.from(values);

describe("uncompressed frames", () => {
  it("are read in either byte order, from odd places too", () => {
    const shifted = bytes(9, 1, 0, 2, 0, 3, 0, 4, 1).subarray(1);
    expect([...readNative(shifted, GREY)]).toEqual([1, 2, 3, 260]);
    expect([...readNative(bytes(0, 1, 0, 2, 0, 3, 1, 4), GREY, true)]).toEqual([1, 2, 3, 260]);
  });

  it("may have one bit a pixel", () => {
    expect([...unpackBits(bytes(0b0000_0101, 0b1), 9)]).toEqual([1, 0, 1, 0, 0, 0, 0, 0, 1]);
  });

  it("are refused when incomplete", () => {
    expect(() => readNative(bytes(1, 0, 2), GREY)).toThrow("truncated");
  });
});

describe("grey", () => {
  it("is only what is stored: neighbouring bits go, signs are extended", () => {
    expect([...storedValues(Uint16Array.of(0xf123, 0x0fff), GREY)]).toEqual([0x123, 0xfff]);
    expect([...storedValues(Int16Array.of(0x0fff, 0x07ff), { ...GREY, signed: true })]).toEqual([-1, 2047]);
    expect([...storedValues(Uint16Array.of(0x1230), { ...GREY, highBit: 15 })]).toEqual([0x123]);
  });

  it("leaves values stored and says how to read them", () => {
    const picture = greyPicture(Uint16Array.of(0, 10, 20, 4095), { ...GREY, rescale: { slope: 2, intercept: -1024 } });
    expect([...picture.samples]).toEqual([0, 10, 20, 4095]);
    expect(picture).toMatchObject({ min: 0, max: 4095, colour: false, curve: false, rescale: { slope: 2, intercept: -1024 } });
  });

  it("goes through the device's tables", () => {
    const table = { first: 10, bits: 8, entries: Uint16Array.of(0, 100, 255) };
    expect([...throughTable(Int16Array.of(-5, 10, 11, 99), table)]).toEqual([0, 0, 100, 255]);
    const picture = greyPicture(Uint16Array.of(9, 10, 11, 12), { ...GREY, voiTable: table });
    expect([...picture.samples]).toEqual([0, 0, 100, 255]);
    expect(picture).toMatchObject({ curve: true, low: 0, high: 255 });
  });

  it("with 32 bits is spread over the steps there are, and says so", () => {
    const picture = greyPicture(Uint32Array.of(0, 65_535, 131_070, 6_553_500), { ...GREY, bitsAllocated: 32, bitsStored: 32, rescale: { slope: 0.5, intercept: 3 } });
    expect([...picture.samples]).toEqual([0, 655, 1311, 65_535]);
    expect(picture.rounded).toBe(true);
    expect(picture.rescale).toEqual({ slope: 50, intercept: 3 });
  });

  it("leaves padding and outliers out of the automatic window", () => {
    const samples = Int16Array.from({ length: 1000 }, (_, at) => (at < 400 ? -2000 : at - 400));
    samples[999] = 30_000;
    expect(spread(samples, -2000)).toEqual({ min: -2000, max: 30_000, low: 3, high: 596 });
  });
});

describe("colour", () => {
  it("is the same plane by plane and pixel by pixel", () => {
    expect([...colourPicture(bytes(1, 2, 3, 4, 5, 6), RGB, false).samples]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...colourPicture(bytes(1, 4, 2, 5, 3, 6), RGB, true).samples]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("is turned from luminance and chrominance", () => {
    const red = colourPicture(bytes(76, 85, 255, 128, 128, 128), { ...RGB, photometric: "YBR_FULL" }, false).samples;
    expect([...red]).toEqual([254, 0, 0, 128, 128, 128]);
    const halved = colourPicture(bytes(10, 20, 128, 128), { ...RGB, photometric: "YBR_FULL_422" }, false).samples;
    expect([...halved]).toEqual([10, 10, 10, 20, 20, 20]);
  });

  it("is looked up in palettes of 8 and 16 bits", () => {
    const table = (bits: number, ...entries: number[]) => ({ first: 1, bits, entries: Uint16Array.from(entries) });
    const palette = { red: table(16, 0, 0xff00), green: table(16, 0, 0x8000), blue: table(8, 0, 7) };
    const format = { ...RGB, samples: 1, photometric: "PALETTE COLOR", palette };
    expect([...colourPicture(bytes(1, 200), format, false).samples]).toEqual([0, 0, 0, 255, 128, 7]);
    expect(() => colourPicture(bytes(1, 2), { ...format, palette: null }, false)).toThrow("palette");
  });

  it("palettes may come in segments", () => {
    expect([...expanded(Uint16Array.of(0, 2, 5, 9, 1, 2, 19))]).toEqual([5, 9, 14, 19]);
    expect([...expanded(Uint16Array.of(0, 1, 3, 1, 2, 7, 2, 2, 0, 0))]).toEqual([3, 5, 7, 3, 5, 7]);
  });
});

describe("overlays", () => {
  it("are found with their place in the picture", () => {
    const set = dataset({ "60020010": 3, "60020011": 4, "60020050": [2, 5], "60023000": 1 });
    expect(overlaysOf(set)).toEqual([{ tag: "60023000", rows: 3, columns: 4, top: 1, left: 4 }]);
    expect(overlaysOf(dataset({ "60000010": 3, "60000011": 4 }))).toEqual([]);
  });
});
