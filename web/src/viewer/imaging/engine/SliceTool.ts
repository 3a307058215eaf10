/** Drag through the slices. Only asks: what is shown next is decided by what has arrived. */
import { BaseTool, type Types } from "@cornerstonejs/tools";

/** Asked of the viewport's element; detail: how many slices further. */
export const SCROLL_ASKED = "imaging-scroll";

/** A drag over the whole height goes through the stack, but never faster than this. */
const LEAST_PIXELS = 2;
const FEWEST_SLICES = 8;

export class SliceTool extends BaseTool {
  static override readonly toolName = "Slice";
  #rest = 0;

  constructor(props = {}) {
    super(props, { supportedInteractionTypes: ["Mouse", "Touch"], configuration: { slices: () => 1 } });
  }

  mouseDragCallback(event: Types.EventTypes.InteractionEventType): void {
    this.#drag(event);
  }

  touchDragCallback(event: Types.EventTypes.InteractionEventType): void {
    this.#drag(event);
  }

  #drag({ detail: { element, deltaPoints } }: Types.EventTypes.InteractionEventType): void {
    const slices: number = this.configuration.slices();
    const each = Math.max(LEAST_PIXELS, element.clientHeight / Math.max(slices, FEWEST_SLICES));
    const steps = (this.#rest + deltaPoints.canvas[1]) / each;
    const whole = Math.trunc(steps);
    this.#rest = (steps - whole) * each;
    if (whole !== 0) element.dispatchEvent(new CustomEvent(SCROLL_ASKED, { detail: whole }));
  }
}
