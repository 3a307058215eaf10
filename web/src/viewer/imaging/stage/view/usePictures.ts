/** The pictures of the stack looked at, fetched in the order of interest. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Frame } from "../../dicom/instance";
import { fetchPicture } from "../../loading/fetchPicture";
import { following, nearest } from "../../loading/nearest";
import { Pictures } from "../../loading/pictures";
import { warmUp } from "../../pixels/pool";

const MB = 1_000_000;
/** Neighbours fetched where the person asked to save data. */
const FEW = 5;
/** While slices rush by, none is worth a request. */
const SETTLED_MS = 60;

interface Connected extends Navigator {
  deviceMemory?: number;
  connection?: { saveData?: boolean };
}

function limit(): number {
  const { deviceMemory = 4 } = navigator as Connected;
  if (matchMedia("(pointer: coarse)").matches) return 160 * MB;
  return (deviceMemory >= 8 ? 640 : 320) * MB;
}

function mostAhead(): number {
  return (navigator as Connected).connection?.saveData === true ? FEW : Infinity;
}

export interface Wanted {
  frames: readonly Frame[];
  index: number;
  direction: 1 | -1;
  playing: boolean;
  /** Nothing can be drawn yet: only the frame looked at is fetched. */
  alone: boolean;
  onDrop: (id: string) => void;
}

/** Re-renders whenever something has arrived. */
export function usePictures({ frames, index, direction, playing, alone, onDrop }: Wanted): Pictures {
  const [, arrived] = useState(0);
  const dropped = useRef(onDrop);
  dropped.current = onDrop;
  const pictures = useMemo(
    () =>
      new Pictures({
        fetch: fetchPicture,
        limit: limit(),
        onChange: () => arrived((count) => count + 1),
        onDrop: (id) => dropped.current(id),
      }),
    [],
  );
  const turned = useRef(0);
  useEffect(() => {
    const rushing = performance.now() - turned.current < SETTLED_MS;
    turned.current = performance.now();
    const most = alone ? 1 : mostAhead();
    const turn = (): void => pictures.want(playing ? following(frames, index) : nearest(frames, index, direction, most));
    const timer = setTimeout(turn, rushing ? SETTLED_MS : 0);
    return () => clearTimeout(timer);
  }, [pictures, frames, index, direction, playing, alone]);
  useEffect(() => {
    warmUp();
    return () => pictures.close();
  }, [pictures]);
  return pictures;
}
