// Chromium 109 out of the package's brotli archives, beside this file: `chromium`, its libraries, its fonts.
import { chmodSync, createReadStream, createWriteStream, rmSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import tar from "tar-fs";

const packed = (name) => createReadStream(`node_modules/@sparticuz/chromium/bin/${name}.br`);

for (const name of ["aws.tar", "swiftshader.tar"]) await pipeline(packed(name), createBrotliDecompress(), tar.extract("."));
// Last, so that it is there only when everything else is.
await pipeline(packed("chromium"), createBrotliDecompress(), createWriteStream("chromium"));
chmodSync("chromium", 0o755);
rmSync("node_modules", { recursive: true });
