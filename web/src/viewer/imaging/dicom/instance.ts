/** One stored object of a study and its frames, read from metadata. */
import { type Dataset, items, number, numbers, text, texts } from "./attributes";
import type { Plane, Vector } from "./geometry";
import { type Region, regionsOf, type Spacing, spacingOf } from "./spacing";
import { TAG } from "./tags";
import type { DeviceWindow, Rescale } from "./window";

export interface Instance {
  sop: string;
  sopClass: string;
  series: string;
  modality: string;
  /** Of the stored object; frames may travel in another. */
  transferSyntax: string;
  number: number | null;
  frameCount: number;
  set: Dataset;
  /** `…/instances/{uid}` */
  url: string;
}

/** One picture. */
export interface Frame {
  /** Unique in the page. */
  id: string;
  instance: Instance;
  /** From 1. */
  no: number;
  position: Vector | null;
  plane: Plane | null;
  spacing: Spacing;
  regions: readonly Region[];
  rescale: Rescale;
  windows: readonly DeviceWindow[];
  thickness: number | null;
  /** Attributes that hold for this frame: the functional groups laid over the instance's own. */
  set: Dataset;
}

export function instanceOf(set: Dataset, studyUrl: string): Instance {
  const sop = text(set, TAG.sopInstance);
  const series = text(set, TAG.series);
  return {
    sop,
    series,
    sopClass: text(set, TAG.sopClass),
    modality: text(set, TAG.modality),
    transferSyntax: text(set, TAG.transferSyntax),
    number: number(set, TAG.instanceNumber),
    frameCount: Math.max(1, number(set, TAG.frames) ?? 1),
    set,
    url: `${studyUrl}/series/${series}/instances/${sop}`,
  };
}

/** Attributes of the functional groups (PS3.3 C.7.6.16) of frame `no`, per frame before shared. */
function frameSet(set: Dataset, no: number): Dataset {
  const groups = [items(set, TAG.shared)[0], items(set, TAG.perFrame)[no - 1]];
  const laid: Record<string, Dataset[string]> = { ...set };
  for (const group of groups) {
    for (const tag of Object.keys(group ?? {})) Object.assign(laid, items(group ?? {}, tag)[0]);
  }
  return laid;
}

function vector(values: readonly number[], from = 0): Vector | null {
  const [x, y, z] = values.slice(from, from + 3);
  return x === undefined || y === undefined || z === undefined ? null : [x, y, z];
}

function planeOf(set: Dataset): Plane | null {
  const cosines = numbers(set, TAG.orientation);
  const row = vector(cosines);
  const column = vector(cosines, 3);
  return row && column && Math.hypot(...row) > 0.5 && Math.hypot(...column) > 0.5 ? { row, column } : null;
}

function windowsOf(set: Dataset): DeviceWindow[] {
  const widths = numbers(set, TAG.width);
  const names = texts(set, TAG.windowName);
  const exact = text(set, TAG.windowFunction) === "LINEAR_EXACT";
  return numbers(set, TAG.center).flatMap((center, index) => {
    const width = widths[index] ?? 0;
    return width > 0 ? [{ center, width, exact, name: names[index] ?? "" }] : [];
  });
}

export function frameOf(instance: Instance, no: number): Frame {
  const set = instance.frameCount > 1 || instance.set[TAG.perFrame] || instance.set[TAG.shared] ? frameSet(instance.set, no) : instance.set;
  return {
    id: `imaging:${instance.url}/frames/${no}`,
    instance,
    no,
    position: vector(numbers(set, TAG.position)),
    plane: planeOf(set),
    spacing: spacingOf(set),
    regions: regionsOf(set),
    rescale: { slope: number(set, TAG.slope) || 1, intercept: number(set, TAG.intercept) ?? 0 },
    windows: windowsOf(set),
    thickness: number(set, TAG.sliceThickness),
    set,
  };
}
