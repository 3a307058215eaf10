import { describe, expect, it } from "vitest";
import { depth, distance, edgesOf, letters, opposite, placeOf, type Plane } from "./geometry";
import { regionsOf, spacingOf } from "./spacing";
import { dataset } from "./testing";

const AXIAL: Plane = { row: [1, 0, 0], column: [0, 1, 0] };
const CORONAL: Plane = { row: [1, 0, 0], column: [0, 0, -1] };

describe("orientation", () => {
  it("names the edges by where they lie in the patient", () => {
    expect(edgesOf(AXIAL, [])).toEqual({ left: "R", right: "L", top: "A", bottom: "P" });
    expect(edgesOf(CORONAL, [])).toEqual({ left: "R", right: "L", top: "H", bottom: "F" });
  });

  it("names oblique directions by both sides, the nearer first", () => {
    expect(letters([0.9, -0.43, 0.05])).toBe("LA");
    expect(opposite("LA")).toBe("RP");
  });

  it("takes the file's word where there is no plane, and is silent where there is neither", () => {
    expect(edgesOf(null, ["L", "F"])).toEqual({ left: "R", right: "L", top: "H", bottom: "F" });
    expect(edgesOf(null, [])).toBeNull();
  });

  it("says how far up or down a slice lies", () => {
    expect(placeOf([-100, -120, 71.5], AXIAL)).toEqual({ side: "H", distance: 71.5 });
    expect(placeOf([-100, 30, 10], CORONAL)).toEqual({ side: "P", distance: 30 });
    expect(depth([0, 0, 12], AXIAL)).toBe(12);
  });
});

describe("length", () => {
  const ct = spacingOf(dataset({ "00080060": "CT", "00280030": ["0.5", "0.25"] }));

  it("is millimetres by the spacing of rows and columns", () => {
    expect(distance({ x: 0, y: 0 }, { x: 40, y: 30 }, ct, [])).toEqual({ value: Math.hypot(10, 15), unit: "mm", detector: false });
  });

  it("is pixels where the file knows no millimetres", () => {
    const spacing = spacingOf(dataset({ "00080060": "OT" }));
    expect(distance({ x: 1, y: 1 }, { x: 4, y: 5 }, spacing, [])).toEqual({ value: 5, unit: "px", detector: false });
  });

  it("says when it is one on the detector", () => {
    const plate = { "00080060": "DX", "00181164": [0.2, 0.2] };
    expect(spacingOf(dataset(plate)).kind).toBe("detector");
    expect(spacingOf(dataset({ ...plate, "00280030": [0.2, 0.2] })).kind).toBe("detector");
    expect(spacingOf(dataset({ ...plate, "00280030": [0.18, 0.18] })).kind).toBe("patient");
    expect(spacingOf(dataset({ ...plate, "00280030": [0.2, 0.2], "00280A02": "FIDUCIAL" })).kind).toBe("patient");
  });

  it("keeps the shape of pixels that are not square", () => {
    expect(spacingOf(dataset({ "00280034": [6, 5] }))).toEqual({ row: 6, column: 5, kind: "none" });
  });

  it("is measured in ultrasound only inside one calibrated region", () => {
    const region = dataset({ "00186018": 0, "0018601A": 0, "0018601C": 99, "0018601E": 99, "00186024": 3, "00186026": 3, "0018602C": 0.05, "0018602E": 0.05 });
    const set = dataset({ "00080060": "US", "00186011": [region] });
    const measure = (x: number) => distance({ x: 0, y: 0 }, { x, y: 0 }, spacingOf(set), regionsOf(set));
    expect(measure(80)).toEqual({ value: 40, unit: "mm", detector: false });
    expect(measure(120)).toEqual({ value: 120, unit: "px", detector: false });
  });
});
