/** Every file of the build a second and third time, packed for the line: beside it as `.br` and `.gz`. */
import { access, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const PACKS = /\.(js|css|wasm|svg|html|json)$/;
/** Below it the header of an answer is longer than what is saved. */
const WORTH_BYTES = 1024;
const HASHED = /-[\w-]{8}\.\w+$/;

const ways = [
  [".br", (data: Buffer) => promisify(brotliCompress)(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })],
  [".gz", (data: Buffer) => promisify(gzip)(data, { level: 9 })],
] as const;

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function pack(path: string): Promise<void> {
  // A name with a hash says what is in it: an earlier build has packed it, the last way last.
  if (HASHED.test(path) && (await isThere(path + ways[1][0]))) return;
  const data = await readFile(path);
  if (data.length < WORTH_BYTES) return;
  for (const [suffix, way] of ways) await writeFile(path + suffix, await way(data));
}

export function packed(): Plugin {
  let folder = "";
  return {
    name: "huizhen:packed",
    apply: "build",
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const names = await readdir(folder, { recursive: true });
      await Promise.all(names.filter((name) => PACKS.test(name)).map((name) => pack(join(folder, name))));
    },
  };
}
