/** Puts a study's objects into the stacks one scrolls through. */
import { type Dataset, number, text } from "./attributes";
import { depth, dot, normal } from "./geometry";
import { type Frame, frameOf, type Instance, instanceOf } from "./instance";
import { type Unshowable, whyNotShown } from "./showable";
import { TAG } from "./tags";

/** A series, or one clip of it, in viewing order. */
export interface Stack {
  key: string;
  series: string;
  seriesNumber: number | null;
  modality: string;
  description: string;
  frames: readonly Frame[];
  /** Frames of one object, to be played. */
  clip: boolean;
}

/** Something of the study that is kept but not shown, and why. */
export interface Kept {
  instance: Instance;
  why: Unshowable;
}

export interface Study {
  stacks: readonly Stack[];
  kept: readonly Kept[];
}

/** Cosine above which two slices count as parallel. */
const PARALLEL = 0.999;
/** Millimetres below which two slices lie at the same place. */
const SAME_PLACE = 0.01;

function byNumber(a: Frame, b: Frame): number {
  const acquired = (number(a.set, TAG.acquisitionNumber) ?? 0) - (number(b.set, TAG.acquisitionNumber) ?? 0);
  return (a.instance.number ?? 0) - (b.instance.number ?? 0) || acquired || a.instance.sop.localeCompare(b.instance.sop);
}

/** Distances along the common normal; null unless all slices are parallel and none repeats a place. */
function depths(frames: readonly Frame[]): Map<Frame, number> | null {
  const plane = frames[0]?.plane;
  if (!plane) return null;
  const along = new Map<Frame, number>();
  for (const frame of frames) {
    if (!frame.plane || !frame.position || dot(normal(frame.plane), normal(plane)) < PARALLEL) return null;
    along.set(frame, depth(frame.position, plane));
  }
  const sorted = [...along.values()].sort((a, b) => a - b);
  const repeats = sorted.some((value, index) => index > 0 && value - (sorted[index - 1] ?? 0) < SAME_PLACE);
  return repeats ? null : along;
}

/** By position, in the direction the device counted; where positions do not decide, as the device counted. */
export function inOrder(frames: readonly Frame[]): Frame[] {
  const counted = [...frames].sort(byNumber);
  const along = depths(counted);
  if (along === null) return counted;
  const at = (frame: Frame | undefined): number => (frame && along.get(frame)) ?? 0;
  const forward = at(counted.at(-1)) >= at(counted[0]) ? 1 : -1;
  return counted.sort((a, b) => forward * (at(a) - at(b)));
}

function stackOf(key: string, frames: readonly Frame[], clip: boolean): Stack[] {
  const first = frames[0]?.instance;
  if (!first) return [];
  return [
    {
      key,
      series: first.series,
      seriesNumber: number(first.set, TAG.seriesNumber),
      modality: first.modality,
      description: text(first.set, TAG.seriesDescription),
      frames,
      clip,
    },
  ];
}

function stacksOf(series: string, instances: readonly Instance[]): Stack[] {
  const clips = instances.filter((one) => one.frameCount > 1).sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
  const single = instances.filter((one) => one.frameCount === 1).map((one) => frameOf(one, 1));
  const framesOf = (clip: Instance): Frame[] => Array.from({ length: clip.frameCount }, (_, index) => frameOf(clip, index + 1));
  return [...stackOf(series, inOrder(single), false), ...clips.flatMap((clip) => stackOf(clip.sop, framesOf(clip), true))];
}

/** `studyUrl` is `/dicom-web/at/{org}/studies/{uid}`, `sets` the answer to its `/metadata`. */
export function studyOf(sets: readonly Dataset[], studyUrl: string): Study {
  const shown = new Map<string, Instance[]>();
  const kept: Kept[] = [];
  for (const set of sets) {
    const instance = instanceOf(set, studyUrl);
    const why = whyNotShown(instance);
    if (why === null) shown.set(instance.series, [...(shown.get(instance.series) ?? []), instance]);
    else kept.push({ instance, why });
  }
  const stacks = [...shown].flatMap(([series, instances]) => stacksOf(series, instances));
  stacks.sort((a, b) => (a.seriesNumber ?? Infinity) - (b.seriesNumber ?? Infinity) || 0);
  return { stacks, kept };
}
