import { readdirSync, readFileSync } from "node:fs";
import preact from "@preact/preset-vite";
import { defineConfig } from "vitest/config";
import { decoders, imaging, optimizeDeps } from "./vite.imaging.ts";
import { packed } from "./vite.packed.ts";

const tests = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.test\.tsx?$/.test(name))
  .map((name) => `src/${name.replaceAll("\\", "/")}`);
/** What replaces modules, time, the network or the browser's database is not for the next file. */
const REPLACES = /vi\.(mock|doMock|resetModules|stubGlobal|useFakeTimers)\(|fake-indexeddb|Object\.assign\(globalThis/;
const alone = tests.filter((name) => REPLACES.test(readFileSync(name, "utf8")));
const server = "http://127.0.0.1:8000";

export default defineConfig({
  base: "/",
  plugins: [preact(), imaging(), packed()],
  resolve: { alias: [decoders] },
  optimizeDeps,
  build: {
    outDir: "../server/_web",
    emptyOutDir: true,
    // The platform floor: public/floor.js tells older browsers so.
    target: ["chrome109", "firefox115", "safari16.4"],
    cssTarget: ["chrome109", "firefox115", "safari16.4"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The light box, loaded when somebody opens an image; the rest stays far below.
    chunkSizeWarningLimit: 1700,
  },
  worker: { format: "es", plugins: () => [imaging()] },
  server: {
    host: "127.0.0.1",
    proxy: {
      "/api": server,
      "/uploads": server,
      "/dicom-web": server,
      "/ws": { target: server, ws: true },
    },
  },
  test: {
    environment: "happy-dom",
    // A DOM and all modules anew for each file are three quarters of the work.
    projects: [
      { extends: true, test: { name: "together", include: tests, exclude: alone, isolate: false } },
      { extends: true, test: { name: "alone", include: alone } },
    ],
  },
});
