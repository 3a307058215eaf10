/** Which limits a picture is shown with. */
import { text } from "../../dicom/attributes";
import type { Frame } from "../../dicom/instance";
import { TAG } from "../../dicom/tags";
import { modalityRange, presetsFor, type Range, rangeOf, storedRange } from "../../dicom/window";
import type { Picture } from "../../pixels/picture";
import type { Windowing } from "./view";

/** Where the file gives no window; only CT has it, other values mean nothing by themselves. */
const WITHOUT_TAGS = "soft";

function widened({ lower, upper }: Range): Range {
  return upper > lower ? { lower, upper } : { lower, upper: lower + 1 };
}

/** In modality units. */
export function limitsOf(windowing: Windowing, frame: Frame, picture: Picture): Range {
  if (typeof windowing === "object") return windowing;
  const presets = presetsFor(frame.instance.modality);
  const preset = presets.find(({ name }) => name === windowing)?.window;
  if (preset && !picture.curve) return rangeOf(preset);
  const device = frame.windows[0] ?? presets.find(({ name }) => name === WITHOUT_TAGS)?.window;
  if (windowing !== "full" && device && !picture.curve) return rangeOf(device);
  const { min, max, low, high } = picture;
  const whole = windowing === "full" && !picture.curve;
  return modalityRange(widened(whole ? { lower: min, upper: max } : { lower: low, upper: high }), picture.rescale);
}

export interface Levels {
  /** In stored values, as the screen wants them. */
  range: Range;
  inverted: boolean;
}

/** MONOCHROME1 and a negative slope turn black and white round; asking for the negative does so once more. */
export function levelsOf(limits: Range, negative: boolean, frame: Frame, picture: Picture): Levels {
  const { inverts, ...range } = storedRange(limits, picture.rescale);
  const reversed = text(frame.set, TAG.photometric) === "MONOCHROME1";
  return { range, inverted: [inverts, reversed, negative].filter(Boolean).length % 2 === 1 };
}
