/** Draws a sheet on a canvas. The samples are drawn as stored: nothing here filters them. */
import {
  drawBoundaries,
  drawPulses,
  drawSegment,
  type Levels,
} from "./figure";
import { leadLabels } from "./labels";
import type { Sheet } from "./layout";
import type { Recording } from "./leads";
import type { PaperColours } from "./paper";
import type { Pen } from "./path";

export interface Surface {
  context: CanvasRenderingContext2D;
  /** CSS pixels. */
  width: number;
  height: number;
  /** Device pixels to a CSS pixel. */
  density: number;
}

/** Below this a 1 mm line every few pixels is noise; the 5 mm squares remain. */
const LEAST_MM_PX = 2.2;
const FONT = '"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif';

/** Sizes the canvas to the screen's own pixels and returns what to draw on. */
export function openSurface(canvas: HTMLCanvasElement, width: number, height: number): Surface | null {
  const density = Math.max(1, devicePixelRatio);
  const [deviceWidth, deviceHeight] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== deviceWidth) canvas.width = deviceWidth;
  if (canvas.height !== deviceHeight) canvas.height = deviceHeight;
  const context = canvas.getContext("2d", { alpha: false });
  return context && { context, width, height, density };
}

/** Lines every `step` mm on whole device pixels, so that each is equally sharp. */
function rule(surface: Surface, mmPx: number, step: number, origin: number, skip: number): void {
  const { context, density } = surface;
  const [wide, high] = [surface.width * density, surface.height * density];
  const pitch = step * mmPx * density;
  const start = (origin * mmPx * density) % pitch;
  for (let i = 0, x = start; x <= wide; i += 1, x = start + i * pitch) {
    if (!skip || (i - countBefore(start, mmPx, density, origin)) % skip !== 0) {
      context.fillRect(Math.round(x), 0, 1, high);
    }
  }
  for (let i = 0; i * pitch <= high; i += 1) {
    if (!skip || i % skip !== 0) context.fillRect(0, Math.round(i * pitch), wide, 1);
  }
}

function countBefore(start: number, mmPx: number, density: number, origin: number): number {
  return Math.round((origin * mmPx * density - start) / (mmPx * density));
}

/** The paper: 1 mm and 5 mm squares, one 5 mm line at `originMm`. `mmPx` is CSS px per paper mm. */
export function paintGrid(surface: Surface, mmPx: number, originMm: number, colours: PaperColours): void {
  const { context, density } = surface;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = colours.sheet;
  context.fillRect(0, 0, surface.width * density, surface.height * density);
  if (mmPx >= LEAST_MM_PX) {
    context.fillStyle = colours.mm;
    rule(surface, mmPx, 1, originMm, 5);
  }
  context.fillStyle = colours.fiveMm;
  rule(surface, mmPx, 5, originMm, 0);
}

/** A pen that turns paper mm into device pixels. */
function scaled(context: CanvasRenderingContext2D, factor: number): Pen {
  return {
    moveTo: (x, y) => context.moveTo(x * factor, y * factor),
    lineTo: (x, y) => context.lineTo(x * factor, y * factor),
  };
}

function stroke(surface: Surface, colour: string, width: number, draw: (pen: Pen) => void, factor: number): void {
  const { context } = surface;
  context.strokeStyle = colour;
  context.lineWidth = width * surface.density;
  context.lineJoin = "round";
  context.lineCap = "round";
  context.beginPath();
  draw(scaled(context, factor));
  context.stroke();
}

function paintNames(surface: Surface, sheet: Sheet, recording: Recording, levels: Levels, mmPx: number, colours: PaperColours): void {
  const { context, density } = surface;
  const size = Math.min(15, Math.max(11, 3.6 * mmPx)) * density;
  context.font = `600 ${size}px ${FONT}`;
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
  context.lineWidth = 3 * density;
  context.strokeStyle = colours.sheet;
  context.fillStyle = colours.trace;
  for (const label of leadLabels(sheet, recording, levels)) {
    const [x, y] = [label.x * mmPx * density, label.y * mmPx * density];
    context.strokeText(label.text, x, y);
    context.fillText(label.text, x, y);
  }
}

/** One whole picture: grid, pulses, traces, names. `mmPx` is CSS px per paper mm, fit included. */
export function paintSheet(
  surface: Surface,
  sheet: Sheet,
  recording: Recording,
  levels: Levels,
  mmPx: number,
  colours: PaperColours,
): void {
  const factor = mmPx * surface.density;
  paintGrid(surface, mmPx, sheet.originMm, colours);
  paintNames(surface, sheet, recording, levels, mmPx, colours);
  stroke(surface, colours.trace, 1, (pen) => drawPulses(sheet, pen), factor);
  stroke(surface, colours.trace, 1, (pen) => drawBoundaries(sheet, pen), factor);
  const columnMm = 1 / factor;
  for (const segment of sheet.segments) {
    stroke(surface, colours.trace, 1.2, (pen) => {
      drawSegment(sheet, segment, recording, levels, columnMm, pen);
    }, factor);
  }
}
