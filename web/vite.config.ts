import preact from "@preact/preset-vite";
import { defineConfig } from "vitest/config";
import { decoders, imaging, optimizeDeps } from "./vite.imaging";

const server = "http://127.0.0.1:8000";

export default defineConfig({
  base: "/",
  plugins: [preact(), imaging()],
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
  test: { environment: "happy-dom", include: ["src/**/*.test.{ts,tsx}"] },
});
