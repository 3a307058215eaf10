import { signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";
const KEY = "huizhen.theme";

export const theme = signal<Theme>(initial());

function initial(): Theme {
  const set = document.documentElement.dataset.theme;
  return set === "light" || set === "dark" ? set : "system";
}

/** public/floor.js applies the kept choice before the first paint. */
export function chooseTheme(wished: Theme): void {
  theme.value = wished;
  if (wished === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = wished;
  try {
    if (wished === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, wished);
  } catch {
    // Storage may be forbidden; the choice lasts as long as the page.
  }
}
