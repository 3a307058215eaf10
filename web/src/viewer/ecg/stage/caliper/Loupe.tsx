import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Spot } from "../../trace/caliper";

const SIZE = 112;
const ZOOM = 2;
const AWAY = 100;
const BESIDE = 48;

/** Above the thumb; near the upper edge beside it. */
function corner(at: Spot, width: number): Spot {
  const y = at.y - AWAY - SIZE / 2;
  if (y >= 0) return { x: Math.min(Math.max(at.x - SIZE / 2, 0), width - SIZE), y };
  return { x: at.x < width / 2 ? at.x + BESIDE : at.x - BESIDE - SIZE, y: 0 };
}

/** A round magnifier over the point under a finger. */
export function Loupe({ source, at, width }: { source: RefObject<HTMLCanvasElement | null>; at: Spot; width: number }) {
  const glass = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const [from, to] = [source.current, glass.current];
    const context = to?.getContext("2d");
    if (!from || !to || !context) return;
    const density = from.width / width;
    to.width = SIZE * density;
    to.height = SIZE * density;
    const part = (SIZE * density) / ZOOM;
    context.drawImage(from, at.x * density - part / 2, at.y * density - part / 2, part, part, 0, 0, to.width, to.height);
  }, [source, at.x, at.y, width]);
  const { x, y } = corner(at, width);
  return (
    <div class="ecg-loupe" style={{ transform: `translate(${x}px, ${y}px)` }} aria-hidden="true">
      <canvas ref={glass} />
    </div>
  );
}
