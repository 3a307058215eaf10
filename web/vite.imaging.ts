/** What the imaging viewer's libraries need from the build: the size they must not have, and the strict CSP. */
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const stub = (name: string): string => fileURLToPath(new URL(`./stubs/${name}.ts`, import.meta.url));

/** Parts of cornerstone and vtk.js that the viewer never reaches, by what imports them and how. */
const UNREACHED: readonly (readonly [importer: RegExp, source: RegExp, stub: string])[] = [
  [/@cornerstonejs\/(core|tools)/, /^@cornerstonejs\/metadata$/, "metadata"],
  [/@cornerstonejs/, /^dcmjs$/, "dcmjs"],
  [/@kitware\/vtk\.js/, /^xmlbuilder2$/, "nothing"],
  [/@cornerstonejs\/(core|tools)/, /^@kitware\/vtk\.js\/IO\//, "nothing"],
  [/@cornerstonejs\/core/, /\/cpuColormaps\.js$/, "nothing"],
  [/@kitware\/vtk\.js/, /\/ColorMaps\.json\.js$/, "emptyList"],
  [/@kitware\/vtk\.js/, /\/vtkVolumeFS\.glsl\.js$/, "nothing"],
  [/@cornerstonejs\/tools/, /^clipper2-ts$/, "nothing"],
  [/@cornerstonejs\/tools/, /\/registerComputeWorker\.js$/, "nothing"],
  [/@cornerstonejs\/codec-/, /^(fs|path)$/, "nothing"],
  [/@kitware\/vtk\.js/, /\/WebGPU(\/|\.js$)|Profiles\/.*WebGPU/, "nothing"],
];

/** A style attribute is refused under `style-src 'self'`; the same through the object model is not. */
const STYLE_ATTRIBUTE = "textElement.setAttribute('style', combinedStyle)";
const STYLE_OBJECT = "textElement.style.cssText = combinedStyle";

export function imaging(): Plugin {
  return {
    name: "huizhen:imaging",
    enforce: "pre",
    resolveId(source, importer) {
      const found = UNREACHED.find(([from, wanted]) => importer !== undefined && from.test(importer) && wanted.test(source));
      return found && stub(found[2]);
    },
    transform(code, id) {
      if (!/drawTextBox\.js/.test(id)) return undefined;
      if (!code.includes(STYLE_ATTRIBUTE)) throw new Error("drawTextBox.js no longer sets its style as vite.imaging.ts expects");
      return { code: code.replace(STYLE_ATTRIBUTE, STYLE_OBJECT), map: null };
    },
  };
}

/** For `npm run dev`: bundled beforehand, the decoders would look for their wasm in the wrong place. */
export const optimizeDeps = {
  exclude: ["dicom-decoders", "@cornerstonejs/dicom-image-loader"],
  include: [
    "@cornerstonejs/codec-charls/decodewasmjs",
    "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs",
    "@cornerstonejs/codec-openjpeg/decodewasmjs",
    "@cornerstonejs/codec-openjph/wasmjs",
  ],
};

/** The decoders without the rest of the image loader, which would come into every worker. */
export const decoders = {
  find: /^dicom-decoders$/,
  replacement: fileURLToPath(new URL("./node_modules/@cornerstonejs/dicom-image-loader/dist/esm/shared/decoders/index.js", import.meta.url)),
};
