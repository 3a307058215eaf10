import "./pointers.css";
import type { PointerMark, Spot } from "./usePointing";

interface PointersProps {
  pointers: readonly PointerMark[];
  /** Of the area: a name that would not fit beside its hand stands before it. */
  width: number;
  /** Where a place lies in the area; null when that picture is not on it. */
  spotOf: (mark: PointerMark) => Spot | null;
}

const NAME_PX = 140;

/** Others' hands with their names, over the picture they point at. */
export function Pointers({ pointers, width, spotOf }: PointersProps) {
  return (
    <>
      {pointers.map((mark) => {
        const spot = spotOf(mark);
        return (
          spot && (
            <span key={`${mark.by} ${mark.moved}`} class={`pointer pointer-${mark.colour}${spot.x > width - NAME_PX ? " pointer-late" : ""}`} style={{ left: `${spot.x}px`, top: `${spot.y}px` }}>
              <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d="M1 1l5 13 2-6 6-2z" />
              </svg>
              <span>{mark.name}</span>
            </span>
          )
        );
      })}
    </>
  );
}
