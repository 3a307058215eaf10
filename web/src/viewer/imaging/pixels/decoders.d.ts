/** Part of @cornerstonejs/dicom-image-loader; `vite.imaging.ts` says where it lies. */
declare module "dicom-decoders" {
  interface Frame {
    pixelData: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Int16Array<ArrayBuffer>;
    interleaveMode?: number;
  }
  type Info = Record<string, unknown>;
  type FromBytes = (bytes: Uint8Array, info: Info) => Promise<Frame>;
  type FromFrame = (info: Info, bytes: Uint8Array) => Promise<Frame>;

  export const decoders: {
    RLE: FromFrame;
    JPEGLossless: FromFrame;
    JPEGBaseline12Bit: FromFrame;
    JPEGBaseline8Bit: FromBytes;
    JPEGLS: FromBytes;
    JPEG2000: FromBytes;
    HTJ2K: FromBytes;
  };
}
