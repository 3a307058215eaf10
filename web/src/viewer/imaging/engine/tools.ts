/** Which button and how many fingers do what. */
import { Enums, LengthTool, PanTool, ToolGroupManager, type Types, WindowLevelTool, ZoomTool } from "@cornerstonejs/tools";
import type { Distance } from "../dicom/geometry";
import { lengthOf } from "./measure";
import { SliceTool } from "./SliceTool";

export const HANDS = ["scroll", "window", "pan", "zoom", "length"] as const;
/** What the left button and one finger do. */
export type Hand = (typeof HANDS)[number];

const NAMES: Readonly<Record<Hand, string>> = {
  scroll: SliceTool.toolName,
  window: WindowLevelTool.toolName,
  pan: PanTool.toolName,
  zoom: ZoomTool.toolName,
  length: LengthTool.toolName,
};

const { MouseBindings } = Enums;
/** Besides the left one: right button windows, middle button pans. */
const ALWAYS: Readonly<Partial<Record<Hand, Types.IToolBinding[]>>> = {
  window: [{ mouseButton: MouseBindings.Secondary }],
  pan: [{ mouseButton: MouseBindings.Auxiliary }],
};

export interface ToolOptions {
  viewportId: string;
  engineId: string;
  slices: () => number;
  lengthWords: (length: Distance) => string;
}

export class Tools {
  readonly #id: string;

  constructor({ viewportId, engineId, slices, lengthWords }: ToolOptions) {
    this.#id = `tools-${viewportId}`;
    const group = ToolGroupManager.createToolGroup(this.#id);
    group?.addTool(NAMES.scroll, { slices });
    group?.addTool(NAMES.window);
    group?.addTool(NAMES.pan);
    group?.addTool(NAMES.zoom);
    group?.addTool(NAMES.length, {
      getTextLines: (data: Parameters<typeof lengthOf>[0], targetId: string) => {
        const length = lengthOf(data, targetId);
        return length && [lengthWords(length)];
      },
    });
    group?.addViewport(viewportId, engineId);
    this.take("scroll");
  }

  take(hand: Hand): void {
    const group = ToolGroupManager.getToolGroup(this.#id);
    for (const one of HANDS) {
      const bindings = [...(ALWAYS[one] ?? []), ...(one === hand ? [{ mouseButton: MouseBindings.Primary }] : [])];
      // Deactivating first: bindings add up otherwise.
      if (one === "length") group?.setToolPassive(NAMES[one], { removeAllBindings: true });
      else group?.setToolDisabled(NAMES[one]);
      if (bindings.length > 0) group?.setToolActive(NAMES[one], { bindings });
    }
  }

  close(): void {
    ToolGroupManager.destroyToolGroup(this.#id);
  }
}
