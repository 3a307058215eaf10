/** Compressed frames, through the decoders of cornerstone's image loader. */
import { decoders } from "dicom-decoders";
import { PixelError, readNative, type Wide } from "./native";
import type { PixelFormat } from "./picture";

export interface Decoded {
  samples: Wide;
  photometric: string;
  planar: boolean;
}

type Decode = (bytes: Uint8Array<ArrayBuffer>, format: PixelFormat) => Promise<Decoded>;

const YBR_DECODED = /^YBR_(RCT|ICT|PARTIAL|FULL_422)/;

/** The shape in which the decoders want to know the pixels. */
function frameOf(format: PixelFormat) {
  const { rows, columns, bitsAllocated, bitsStored, signed, samples, photometric } = format;
  return {
    rows,
    columns,
    bitsAllocated,
    bitsStored,
    signed,
    bytesPerPixel: bitsAllocated <= 8 ? 1 : 2,
    pixelRepresentation: signed ? 1 : 0,
    samplesPerPixel: samples,
    photometricInterpretation: photometric,
    planarConfiguration: 0,
  };
}

const native =
  (bigEndian: boolean): Decode =>
  async (bytes, format) => ({ samples: readNative(bytes, format, bigEndian), photometric: format.photometric, planar: format.planar });

const deflated: Decode = async (bytes, format) => {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return native(false)(new Uint8Array(await new Response(stream).arrayBuffer()), format);
};

const rle: Decode = async (bytes, format) => {
  const { pixelData } = await decoders.RLE(frameOf(format), bytes);
  return { samples: pixelData, photometric: format.photometric, planar: false };
};

const jpegLossless: Decode = async (bytes, format) => {
  const { pixelData } = await decoders.JPEGLossless(frameOf(format), bytes);
  return { samples: pixelData, photometric: format.photometric, planar: false };
};

const jpeg12: Decode = async (bytes, format) => {
  const { pixelData } = await decoders.JPEGBaseline12Bit(frameOf(format), bytes);
  return { samples: pixelData, photometric: format.photometric, planar: false };
};

/** The decoder has turned the colours into RGB. */
const jpeg8: Decode = async (bytes, format) => {
  const { pixelData } = await decoders.JPEGBaseline8Bit(bytes, frameOf(format));
  return { samples: pixelData.slice(), photometric: format.samples > 1 ? "RGB" : format.photometric, planar: false };
};

const jpegLs: Decode = async (bytes, format) => {
  const { pixelData, interleaveMode } = await decoders.JPEGLS(bytes, frameOf(format));
  return { samples: pixelData.slice(), photometric: format.photometric, planar: interleaveMode === 0 && format.samples > 1 };
};

const wavelet =
  (decode: typeof decoders.JPEG2000): Decode =>
  async (bytes, format) => {
    const { pixelData } = await decode(bytes, frameOf(format));
    const photometric = YBR_DECODED.test(format.photometric) ? "RGB" : format.photometric;
    return { samples: pixelData.slice(), photometric, planar: false };
  };

const jpegExtended: Decode = (bytes, format) => (format.bitsAllocated <= 8 ? jpeg8 : jpeg12)(bytes, format);
const jpeg2000 = wavelet(decoders.JPEG2000);
const htj2k = wavelet(decoders.HTJ2K);

const BY_SYNTAX: Readonly<Record<string, Decode>> = {
  "1.2.840.10008.1.2": native(false),
  "1.2.840.10008.1.2.1": native(false),
  "1.2.840.10008.1.2.1.98": native(false),
  "1.2.840.10008.1.2.1.99": native(false),
  "1.2.840.10008.1.2.2": native(true),
  "1.2.840.10008.1.2.5": rle,
  "1.2.840.10008.1.2.8.1": deflated,
  "1.2.840.10008.1.2.4.50": jpeg8,
  "1.2.840.10008.1.2.4.51": jpegExtended,
  "1.2.840.10008.1.2.4.57": jpegLossless,
  "1.2.840.10008.1.2.4.70": jpegLossless,
  "1.2.840.10008.1.2.4.80": jpegLs,
  "1.2.840.10008.1.2.4.81": jpegLs,
  "1.2.840.10008.1.2.4.90": jpeg2000,
  "1.2.840.10008.1.2.4.91": jpeg2000,
  "1.2.840.10008.1.2.4.201": htj2k,
  "1.2.840.10008.1.2.4.202": htj2k,
  "1.2.840.10008.1.2.4.203": htj2k,
};

/** True where the bits beside the stored ones may carry something else. */
export function isNative(transferSyntax: string): boolean {
  return /^1\.2\.840\.10008\.1\.2(\.[125])?(\.\d+)?$/.test(transferSyntax);
}

export function decodeFrame(bytes: Uint8Array<ArrayBuffer>, transferSyntax: string, format: PixelFormat): Promise<Decoded> {
  const decode = BY_SYNTAX[transferSyntax];
  if (!decode) throw new PixelError("coding");
  return decode(bytes, format);
}
