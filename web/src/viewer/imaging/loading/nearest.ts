/** In which order the frames of a stack are of interest. */
import type { Frame } from "../dicom/instance";

/** Steps ahead for each step back: one goes on scrolling the way one scrolled. */
const AHEAD = 2;

/** The frame at `index`, then its neighbours outwards, those in `direction` first; at most `most` of them. */
export function nearest(frames: readonly Frame[], index: number, direction: 1 | -1, most = Infinity): Frame[] {
  const order: Frame[] = [];
  const add = (at: number): void => {
    const frame = frames[at];
    if (frame) order.push(frame);
  };
  add(index);
  let ahead = index;
  let behind = index;
  while (order.length < Math.min(most, frames.length)) {
    for (let step = 0; step < AHEAD; step++) add((ahead += direction));
    add((behind -= direction));
  }
  return order.slice(0, most);
}

/** For a clip being played: what comes next, round and round. */
export function following(frames: readonly Frame[], index: number): Frame[] {
  return [...frames.slice(index), ...frames.slice(0, index)];
}
