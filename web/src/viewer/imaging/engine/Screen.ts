/** One viewport: shows the picture it is given, tells what hand and camera did. */
import { Enums, getConfiguration, RenderingEngine, type Types } from "@cornerstonejs/core";
import { annotation } from "@cornerstonejs/tools";
import type { Point } from "../dicom/geometry";
import type { Frame } from "../dicom/instance";
import type { Range } from "../dicom/window";
import type { Picture } from "../pixels/picture";
import { offer, withdraw } from "./image";
import { LaidLines, type Line, linesOn, onLines } from "./lines";
import { forgetFrames, knowFrames, placed } from "./provider";
import { setUp } from "./setUp";
import { SCROLL_ASKED } from "./SliceTool";
import { type Hand, type ToolOptions, Tools } from "./tools";

/** Where the picture lies in the element, CSS pixels. */
export interface Rect {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** How far in from the picture fitted, and which place of the patient is in the middle. */
export interface Camera {
  zoom: number;
  middle: Types.Point3;
}

/** The same place and as much round it on a screen of any size: what another one shows. */
export interface Region {
  middle: Types.Point3;
  /** Millimetres across and down. */
  span: Types.Point2;
}

export interface ScreenEvents extends Pick<ToolOptions, "slices" | "lengthWords"> {
  onScroll: (steps: number) => void;
  /** The hand changed the window, in stored values. */
  onWindow: (stored: Range) => void;
  /** Zoomed, moved, resized. */
  onMoved: () => void;
  /** The hand zoomed or moved the picture. */
  onCamera: (camera: Camera) => void;
  onShown: (frame: Frame) => void;
  onFault: (error: unknown) => void;
}

export interface Show {
  frames: readonly Frame[];
  index: number;
  picture: Picture;
  /** In stored values. */
  range: Range;
  inverted: boolean;
  /** Where these frames were left; without it the picture is fitted. */
  camera: Camera | undefined;
  /** To be seen whole, wherever the frames were left. */
  region?: Region | undefined;
  /** What another one measured on it; null leaves what is there. */
  lines: readonly Line[] | null;
}

const { Events, ViewportType } = Enums;
const LEAST_ZOOM = 0.02;
const MOST_ZOOM = 200;
let screens = 0;

const limited = (zoom: number): number => Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));

export class Screen {
  readonly #element: HTMLDivElement;
  readonly #engine: RenderingEngine;
  readonly #tools: Tools;
  readonly #id = `imaging-${++screens}`;
  readonly #events: ScreenEvents;
  readonly #listening = new AbortController();
  readonly #laid = new LaidLines();
  readonly #deaf = onLines(() => this.#events.onMoved());
  #frames: readonly Frame[] = [];
  #shown: Frame | null = null;
  /** We set window or camera ourselves: not a deed of the hand. */
  #setting = false;
  #next: Show | null = null;
  #working = false;
  #closed = false;

  constructor(element: HTMLDivElement, events: ScreenEvents) {
    setUp();
    this.#element = element;
    this.#events = events;
    this.#engine = new RenderingEngine(`engine-${this.#id}`);
    this.#engine.enableElement({
      viewportId: this.#id,
      type: ViewportType.STACK,
      element,
      defaultOptions: { background: [0, 0, 0] },
    });
    // With focus in it, cornerstone would swallow every key of the page.
    element.removeAttribute("tabindex");
    this.#tools = new Tools({ ...events, viewportId: this.#id, engineId: this.#engine.id });
    this.#listen();
  }

  get #viewport(): Types.IStackViewport {
    return this.#engine.getViewport(this.#id) as Types.IStackViewport;
  }

  #listen(): void {
    const on = <T>(type: string, deed: (detail: T) => void): void => {
      this.#element.addEventListener(type, (event) => deed((event as CustomEvent<T>).detail), { signal: this.#listening.signal });
    };
    on<number>(SCROLL_ASKED, (steps) => this.#events.onScroll(steps));
    on<{ range: Range }>(Events.VOI_MODIFIED, ({ range }) => {
      if (!this.#setting) this.#events.onWindow(range);
    });
    on(Events.CAMERA_MODIFIED, () => {
      this.#events.onMoved();
      if (!this.#setting && this.#shown) this.#events.onCamera(this.#camera());
    });
    this.#element.addEventListener("contextmenu", (event) => event.preventDefault(), { signal: this.#listening.signal });
  }

  /** The picture must be complete; nothing is loaded from here. Of several asked for at once the last is shown. */
  show(show: Show): void {
    this.#next = show;
    if (!this.#working) void this.#work();
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let show = this.#next; show !== null && !this.#closed; show = this.#next) {
      this.#next = null;
      await this.#display(show).catch(this.#events.onFault);
    }
    this.#working = false;
  }

  async #display({ frames, index, picture, range, inverted, camera, region, lines }: Show): Promise<void> {
    const frame = frames[index];
    if (!frame) return;
    offer(frame.id, picture, range);
    this.#setting = true;
    try {
      await this.#turnTo(frames, index, camera);
      if (this.#closed) return;
      if (region) this.#frame(region);
      this.#viewport.setProperties(picture.colour ? { invert: inverted } : { voiRange: range, invert: inverted });
      if (lines !== null) this.#laid.lay(this.#viewport, frame.id, lines);
      this.#viewport.render();
    } finally {
      this.#setting = false;
    }
    this.#shown = frame;
    this.#events.onShown(frame);
    if (region) this.#events.onCamera(this.#camera());
  }

  async #turnTo(frames: readonly Frame[], index: number, camera: Camera | undefined): Promise<void> {
    if (frames === this.#frames) {
      await this.#viewport.setImageIdIndex(index);
      return;
    }
    forgetFrames(this.#frames);
    knowFrames(frames);
    this.#frames = frames;
    const ids = frames.map((frame) => frame.id);
    await this.#viewport.setStack(ids, index);
    this.#viewport.resetCamera();
    if (camera) this.#place(camera);
  }

  get #centre(): Types.Point2 {
    return [this.#element.clientWidth / 2, this.#element.clientHeight / 2];
  }

  #camera(): Camera {
    return { zoom: this.#viewport.getZoom(), middle: this.#viewport.canvasToWorld(this.#centre) };
  }

  #place({ zoom, middle }: Camera): void {
    this.#viewport.setZoom(zoom);
    const [x, y] = this.#viewport.worldToCanvas(middle);
    this.#move(this.#centre[0] - x, this.#centre[1] - y);
  }

  #frame({ middle, span }: Region): void {
    const [across, down] = this.#span;
    const closer = Math.min(across / span[0], down / span[1]);
    if (Number.isFinite(closer)) this.#place({ zoom: limited(this.#viewport.getZoom() * closer), middle });
  }

  get #span(): Types.Point2 {
    const { clientWidth, clientHeight } = this.#element;
    const [corner, right, bottom] = [[0, 0], [clientWidth, 0], [0, clientHeight]].map((at) => this.#viewport.canvasToWorld(at as Types.Point2));
    const far = (to: Types.Point3 | undefined): number => Math.hypot(...[0, 1, 2].map((axis) => (to?.[axis] ?? 0) - (corner?.[axis] ?? 0)));
    return [far(right), far(bottom)];
  }

  /** What is seen now; null before the first picture. */
  region(): Region | null {
    return this.#shown ? { middle: this.#camera().middle, span: this.#span } : null;
  }

  take(hand: Hand): void {
    this.#tools.take(hand);
  }

  /** Around the middle, or with the point `at` (CSS pixels) kept where it is. */
  zoom(factor: number, at?: Point): void {
    if (!this.#shown) return;
    const kept: Types.Point2 = at ? [at.x, at.y] : this.#centre;
    const before = this.#viewport.canvasToWorld(kept);
    this.#viewport.setZoom(limited(this.#viewport.getZoom() * factor));
    const [x, y] = this.#viewport.worldToCanvas(before);
    this.pan(kept[0] - x, kept[1] - y);
  }

  /** CSS pixels. */
  pan(dx: number, dy: number): void {
    if (!this.#shown) return;
    this.#move(dx, dy);
    this.#viewport.render();
    this.#events.onMoved();
  }

  #move(dx: number, dy: number): void {
    const from = this.#viewport.canvasToWorld([0, 0]);
    const to = this.#viewport.canvasToWorld([dx, dy]);
    const { focalPoint, position } = this.#viewport.getCamera();
    const moved = (point: Types.Point3 | undefined): Types.Point3 =>
      [0, 1, 2].map((axis) => (point?.[axis] ?? 0) - ((to[axis] ?? 0) - (from[axis] ?? 0))) as Types.Point3;
    this.#viewport.setCamera({ focalPoint: moved(focalPoint), position: moved(position) });
  }

  fit(): void {
    this.#viewport.resetCamera();
    this.#viewport.render();
    this.#events.onMoved();
  }

  /** What was fitted is fitted again; what was zoomed stays so. */
  resize(): void {
    const before = this.#shown ? this.#camera() : null;
    const setting = this.#setting;
    this.#setting = true;
    this.#engine.resize(true, false);
    if (before !== null) {
      this.#place(before);
      this.#viewport.render();
    }
    this.#setting = setting;
    this.#events.onMoved();
  }

  /** Null before the first picture. */
  rect(): Rect | null {
    const frame = this.#shown;
    const size = this.#viewport.getImageData()?.dimensions;
    if (!frame || !size) return null;
    const { origin, row, column } = placed(frame);
    const corner = (x: number, y: number): Types.Point2 => {
      const at = origin.map((start, axis) => start + (row[axis] ?? 0) * frame.spacing.column * x + (column[axis] ?? 0) * frame.spacing.row * y);
      return this.#viewport.worldToCanvas(at as Types.Point3);
    };
    // A pixel's place is its centre; the CPU path counts from its corner.
    const half = getConfiguration().rendering?.useCPURendering ? 0 : 0.5;
    const [left, top] = corner(-half, -half);
    const [right, bottom] = corner(size[0] - half, size[1] - half);
    return { left, top, width: right - left, height: bottom - top };
  }

  /** What was measured on the frame shown. */
  lengths(): Line[] {
    return this.#shown ? linesOn(this.#shown.id) : [];
  }

  /** Takes away the last measurement on the frame shown. */
  removeMeasurement(): void {
    const here = annotation.state.getAllAnnotations().filter((one) => one.metadata?.referencedImageId === this.#shown?.id);
    const uid = here[here.length - 1]?.annotationUID;
    if (uid !== undefined) annotation.state.removeAnnotation(uid);
    this.#viewport.render();
  }

  drop(id: string): void {
    if (id !== this.#shown?.id) withdraw(id);
  }

  close(): void {
    this.#closed = true;
    this.#listening.abort();
    this.#deaf();
    this.#tools.close();
    this.#engine.destroy();
    for (const frame of this.#frames) withdraw(frame.id);
    forgetFrames(this.#frames);
  }
}
