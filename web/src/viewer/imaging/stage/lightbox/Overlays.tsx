/** The device's own drawings over the picture. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { number } from "../../dicom/attributes";
import type { Frame } from "../../dicom/instance";
import { TAG } from "../../dicom/tags";
import type { Rect } from "../../engine";
import { bytesOf } from "../../loading/tables";
import { overlaysOf, paintedOverlay } from "../../pixels/overlay";
import { styleOf } from "./rect";

const COLOUR = [240, 176, 74] as const;

export function Overlays({ frame, rect }: { frame: Frame; rect: Rect }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const planes = useMemo(() => overlaysOf(frame.set), [frame]);
  const rows = number(frame.set, TAG.rows) ?? 0;
  const columns = number(frame.set, TAG.columns) ?? 0;
  useEffect(() => {
    let left = false;
    const paint = canvas.current?.getContext("2d");
    paint?.clearRect(0, 0, columns, rows);
    for (const plane of planes) {
      bytesOf(frame.set, plane.tag, frame)
        .then(async (bits) => {
          const image = await createImageBitmap(paintedOverlay(bits, plane, COLOUR));
          if (!left) paint?.drawImage(image, plane.left, plane.top);
        })
        // A drawing that does not come leaves the picture as it is.
        .catch(() => undefined);
    }
    return () => {
      left = true;
    };
  }, [frame, planes, rows, columns]);
  if (planes.length === 0) return null;
  return <canvas ref={canvas} class="imaging-overlays" width={columns} height={rows} style={styleOf(rect)} />;
}
