/** Lines of the length tool: read off one picture to be shown to others, and laid on it as others show them. */
import { eventTarget, type Types } from "@cornerstonejs/core";
import { annotation, Enums, LengthTool } from "@cornerstonejs/tools";

type Place = [number, number, number];
export type Line = [Place, Place];

const MOST = 20;
const { ANNOTATION_ADDED, ANNOTATION_MODIFIED, ANNOTATION_COMPLETED, ANNOTATION_REMOVED } = Enums.Events;
const CHANGES = [ANNOTATION_ADDED, ANNOTATION_MODIFIED, ANNOTATION_COMPLETED, ANNOTATION_REMOVED];

const rounded = (point: Types.Point3): Place => point.map((mm) => Number(mm.toFixed(2))) as Place;

/** The newest of them, in mm of the patient. */
export function linesOn(imageId: string): Line[] {
  return annotation.state
    .getAllAnnotations()
    .filter(({ metadata }) => metadata?.referencedImageId === imageId && metadata.toolName === LengthTool.toolName)
    .flatMap(({ data }) => {
      const [a, b] = (data?.handles?.points ?? []) as Types.Point3[];
      return a && b ? [[rounded(a), rounded(b)] as Line] : [];
    })
    .slice(-MOST);
}

/** Calls whenever a measurement was made, moved or taken away; gives what ends that. */
export function onLines(changed: () => void): () => void {
  for (const type of CHANGES) eventTarget.addEventListener(type, changed);
  return () => {
    for (const type of CHANGES) eventTarget.removeEventListener(type, changed);
  };
}

/** What another one measured, taken away again with the next they show. */
export class LaidLines {
  #uids: string[] = [];
  #now = "";

  lay(viewport: Types.IStackViewport, imageId: string, lines: readonly Line[]): void {
    const now = JSON.stringify([imageId, lines]);
    if (now === this.#now) return;
    this.#now = now;
    for (const uid of this.#uids) annotation.state.removeAnnotation(uid);
    this.#uids = lines.map((line) => add(viewport, imageId, line));
  }
}

function add(viewport: Types.IStackViewport, imageId: string, points: Line): string {
  const { viewPlaneNormal, viewUp } = viewport.getCamera();
  const nowhere: Types.Point3 = [0, 0, 0];
  const textBox = { hasMoved: false, worldPosition: nowhere, worldBoundingBox: { topLeft: nowhere, topRight: nowhere, bottomLeft: nowhere, bottomRight: nowhere } };
  const made = {
    highlighted: false,
    invalidated: true,
    metadata: {
      toolName: LengthTool.toolName,
      referencedImageId: imageId,
      FrameOfReferenceUID: viewport.getFrameOfReferenceUID(),
      ...(viewPlaneNormal && { viewPlaneNormal }),
      ...(viewUp && { viewUp }),
    },
    data: { label: "", cachedStats: {}, handles: { points: points.map((point): Types.Point3 => [...point]), activeHandleIndex: null, textBox } },
  };
  return annotation.state.addAnnotation(made, viewport.element);
}
