import type { ComponentType } from "preact";

/** One page. Adding a page is adding one line to `ROUTES`. */
export interface PageRoute {
  /** preact-iso pattern; parameters arrive as `useRoute().params`. */
  path: string;
  /** The page's module; its default export is the component. */
  load: () => Promise<{ default: ComponentType }>;
  /** Reachable without logging in. */
  open?: boolean;
  /** Without rail and strip: login, wall, print. */
  bare?: boolean;
  /** On a phone the page takes the whole glass and brings its own way back. */
  fullOnPhone?: boolean;
}

export const ROUTES: readonly PageRoute[] = [
  { path: "/login", load: () => import("./login/LoginPage"), open: true, bare: true },
  { path: "/today", load: () => import("../worklists/TodayPage") },
  { path: "/style", load: () => import("../ui/style/StylePage"), open: true, bare: true },
];
