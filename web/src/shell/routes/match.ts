import { exec } from "preact-iso/router";
import { ROUTES, type PageRoute } from "./routes";

/** The page at an address, or undefined where nothing is. */
export function routeOf(path: string): PageRoute | undefined {
  return ROUTES.find((route) => exec(path, route.path, { path, query: {}, params: {} }) !== undefined);
}
