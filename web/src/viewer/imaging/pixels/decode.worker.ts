/** Decodes frames off the page's thread. */
import { decodeFrame } from "./coded";
import { colourPicture, isColour } from "./colour";
import { greyPicture, storedValues } from "./grey";
import { PixelError } from "./native";
import type { Picture, PixelFormat } from "./picture";

export interface Job {
  job: number;
  bytes: Uint8Array<ArrayBuffer>;
  transferSyntax: string;
  format: PixelFormat;
}

/** `fault`: a code of PixelError, "decode" when the decoder itself gave up. */
export type Outcome = { job: number; picture: Picture } | { job: number; fault: string };

async function decode({ bytes, transferSyntax, format }: Job): Promise<Picture> {
  const { samples, photometric, planar } = await decodeFrame(bytes, transferSyntax, format);
  const actual = { ...format, photometric };
  return isColour(actual) ? colourPicture(samples, actual, planar) : greyPicture(storedValues(samples, actual), actual);
}

addEventListener("message", ({ data }: MessageEvent<Job>) => {
  decode(data)
    .then((picture): void => {
      const outcome: Outcome = { job: data.job, picture };
      postMessage(outcome, { transfer: [picture.samples.buffer] });
    })
    .catch((error: unknown) => {
      const outcome: Outcome = { job: data.job, fault: error instanceof PixelError ? error.message : "decode" };
      postMessage(outcome);
    });
});
