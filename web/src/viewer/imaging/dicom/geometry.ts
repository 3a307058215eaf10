/** Where an image lies in the patient: letters of its edges, its place, distances on it. */
import type { Region, Spacing } from "./spacing";

export type Vector = readonly [number, number, number];

/** Direction of a row (towards growing columns) and of a column (towards growing rows). */
export interface Plane {
  row: Vector;
  column: Vector;
}

export interface Edges {
  left: string;
  right: string;
  top: string;
  bottom: string;
}

export interface Point {
  x: number;
  y: number;
}

export interface Distance {
  value: number;
  unit: "mm" | "px";
  /** Measured on the detector: larger than in the body. */
  detector: boolean;
}

const POSITIVE = ["L", "P", "H"] as const;
const NEGATIVE = ["R", "A", "F"] as const;
/** Below it a component is not worth a letter: 17 degrees off the axis. */
const WORTH_A_LETTER = 0.3;

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function normal({ row: a, column: b }: Plane): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** "L", or "LA" where the direction is oblique; strongest first. */
export function letters(direction: Vector): string {
  return direction
    .map((part, axis) => ({ size: Math.abs(part), letter: (part > 0 ? POSITIVE : NEGATIVE)[axis] ?? "" }))
    .filter(({ size }) => size > WORTH_A_LETTER)
    .sort((a, b) => b.size - a.size)
    .map(({ letter }) => letter)
    .join("");
}

const OPPOSITE: Readonly<Record<string, string>> = { L: "R", R: "L", A: "P", P: "A", H: "F", F: "H" };

export function opposite(side: string): string {
  return [...side].map((letter) => OPPOSITE[letter] ?? "").join("");
}

/** Edges from the plane, else from Patient Orientation (0020,0020); null when the file tells neither. */
export function edgesOf(plane: Plane | null, patientOrientation: readonly string[]): Edges | null {
  const [right, bottom] = plane ? [letters(plane.row), letters(plane.column)] : patientOrientation;
  if (!right || !bottom) return null;
  return { right, bottom, left: opposite(right), top: opposite(bottom) };
}

/** Millimetres along the normal of the slices; what slices are ordered by. */
export function depth(position: Vector, plane: Plane): number {
  return dot(position, normal(plane));
}

/** "F 77.2": the side and the distance from the scanner's origin along the axis the slices follow. */
export function placeOf(position: Vector, plane: Plane): { side: string; distance: number } {
  const along = normal(plane).map(Math.abs);
  const axis = along.indexOf(Math.max(...along));
  const value = position[axis] ?? 0;
  return { side: (value >= 0 ? POSITIVE : NEGATIVE)[axis] ?? "", distance: Math.abs(value) };
}

const inside = (region: Region, point: Point): boolean =>
  point.x >= region.left && point.x <= region.right && point.y >= region.top && point.y <= region.bottom;

/** Between two places given in pixels. Ultrasound is measured only inside one calibrated region. */
export function distance(a: Point, b: Point, spacing: Spacing, regions: readonly Region[]): Distance {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const region = regions.find((one) => inside(one, a) && inside(one, b));
  if (region) return { value: Math.hypot(dx * region.perColumn, dy * region.perRow), unit: "mm", detector: false };
  if (spacing.kind === "none" || regions.length > 0) return { value: Math.hypot(dx, dy), unit: "px", detector: false };
  return { value: Math.hypot(dx * spacing.column, dy * spacing.row), unit: "mm", detector: spacing.kind === "detector" };
}
