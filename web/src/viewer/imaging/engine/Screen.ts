/** One viewport: shows the picture it is given, tells what hand and camera did. */
import { Enums, getConfiguration, RenderingEngine, type Types } from "@cornerstonejs/core";
import { annotation } from "@cornerstonejs/tools";
import type { Frame } from "../dicom/instance";
import type { Range } from "../dicom/window";
import type { Picture } from "../pixels/picture";
import { offer, withdraw } from "./image";
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

export interface ScreenEvents extends Pick<ToolOptions, "slices" | "lengthWords"> {
  onScroll: (steps: number) => void;
  /** The hand changed the window, in stored values. */
  onWindow: (stored: Range) => void;
  /** Zoomed, moved, resized. */
  onMoved: () => void;
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
}

const { Events, ViewportType } = Enums;
let screens = 0;

export class Screen {
  readonly #element: HTMLDivElement;
  readonly #engine: RenderingEngine;
  readonly #tools: Tools;
  readonly #id = `imaging-${++screens}`;
  readonly #events: ScreenEvents;
  readonly #listening = new AbortController();
  #frames: readonly Frame[] = [];
  #shown: Frame | null = null;
  /** We set the window ourselves: not a deed of the hand. */
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
    on(Events.CAMERA_MODIFIED, () => this.#events.onMoved());
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

  async #display({ frames, index, picture, range, inverted }: Show): Promise<void> {
    const frame = frames[index];
    if (!frame) return;
    offer(frame.id, picture, range);
    this.#setting = true;
    try {
      await this.#turnTo(frames, index);
      if (this.#closed) return;
      this.#viewport.setProperties(picture.colour ? { invert: inverted } : { voiRange: range, invert: inverted });
      this.#viewport.render();
    } finally {
      this.#setting = false;
    }
    this.#shown = frame;
    this.#events.onShown(frame);
  }

  async #turnTo(frames: readonly Frame[], index: number): Promise<void> {
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
  }

  take(hand: Hand): void {
    this.#tools.take(hand);
  }

  zoom(factor: number): void {
    this.#viewport.setZoom(this.#viewport.getZoom() * factor);
    this.#viewport.render();
    this.#events.onMoved();
  }

  fit(): void {
    this.#viewport.resetCamera();
    this.#viewport.render();
    this.#events.onMoved();
  }

  resize(): void {
    this.#engine.resize(true, false);
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

  /** Takes away the last measurement on the frame shown. */
  removeMeasurement(): void {
    const all = [...annotation.state.getAllAnnotations()].reverse();
    const uid = all.find((one) => one.metadata?.referencedImageId === this.#shown?.id)?.annotationUID;
    if (uid !== undefined) annotation.state.removeAnnotation(uid);
    this.#viewport.render();
  }

  drop(id: string): void {
    if (id !== this.#shown?.id) withdraw(id);
  }

  close(): void {
    this.#closed = true;
    this.#listening.abort();
    this.#tools.close();
    this.#engine.destroy();
    for (const frame of this.#frames) withdraw(frame.id);
    forgetFrames(this.#frames);
  }
}
