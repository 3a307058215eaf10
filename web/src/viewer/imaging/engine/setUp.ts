/** Starts cornerstone once for the page. */
import { cache, getRenderingCapabilities, init, setUseCPURendering } from "@cornerstonejs/core";
import { addTool, annotation, init as initTools, LengthTool, PanTool, WindowLevelTool, ZoomTool } from "@cornerstonejs/tools";
import { registerLoader } from "./image";
import { registerProvider } from "./provider";
import { SliceTool } from "./SliceTool";

/** The pictures are counted and dropped by our own store; this only has to be larger. */
const CACHE_BYTES = 2 ** 31;
const LINE = "#6fc3d3";
/** Under the pointer or the one last taken. */
const TAKEN = "#c3f0f8";

let started = false;

/** Must have run before an element is enabled, or the tools stay silently dead. */
export function setUp(): void {
  if (started) return;
  started = true;
  init({ rendering: { webGlContextCount: 1 } } as Parameters<typeof init>[0]);
  // On a PC without graphics card the CPU draws a stack faster than an emulated card does.
  const { webgl2, softwareRasterizer } = getRenderingCapabilities();
  if (!webgl2 || softwareRasterizer) setUseCPURendering(true);
  cache.setMaxCacheSize(CACHE_BYTES);
  registerProvider();
  registerLoader();
  initTools();
  for (const tool of [SliceTool, WindowLevelTool, PanTool, ZoomTool, LengthTool]) addTool(tool);
  styleMeasurements();
}

function styleMeasurements(): void {
  const styles = annotation.config.style.getDefaultToolStyles();
  annotation.config.style.setDefaultToolStyles({
    ...styles,
    global: {
      ...styles.global,
      color: LINE,
      colorHighlighted: TAKEN,
      colorSelected: TAKEN,
      lineWidth: "1.5",
      lineDash: "",
      shadow: true,
      textBoxFontFamily: getComputedStyle(document.body).fontFamily,
      textBoxFontSize: "13px",
      textBoxColor: LINE,
      textBoxColorHighlighted: TAKEN,
      textBoxColorSelected: TAKEN,
      textBoxBackground: "rgba(10, 13, 13, 0.8)",
      textBoxLinkLineColor: LINE,
    },
  });
}
