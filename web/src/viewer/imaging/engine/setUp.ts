/** Starts cornerstone once for the page. */
import { cache, getRenderingCapabilities, init, setUseCPURendering } from "@cornerstonejs/core";
import { addTool, annotation, init as initTools, LengthTool, PanTool, WindowLevelTool, ZoomTool } from "@cornerstonejs/tools";
import { registerLoader } from "./image";
import { registerProvider } from "./provider";
import { SliceTool } from "./SliceTool";

/** The pictures are counted and dropped by our own store; this only has to be larger. */
const CACHE_BYTES = 2 ** 31;
const FRAME = "#6fc3d3";

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
  const styles = annotation.config.style.getDefaultToolStyles();
  const colours = { color: FRAME, colorHighlighted: "#ffffff", colorSelected: "#ffffff" };
  annotation.config.style.setDefaultToolStyles({
    ...styles,
    global: {
      ...styles.global,
      ...colours,
      lineWidth: "1.5",
      lineDash: "",
      textBoxFontFamily: getComputedStyle(document.body).fontFamily,
      textBoxFontSize: "13px",
      textBoxColor: FRAME,
      textBoxColorHighlighted: "#ffffff",
      textBoxColorSelected: "#ffffff",
      textBoxBackground: "rgba(10, 13, 13, 0.8)",
      textBoxLinkLineColor: FRAME,
    },
  });
}
