/** Colours of ECG paper, from the design tokens. */
export interface PaperColours {
  sheet: string;
  mm: string;
  fiveMm: string;
  trace: string;
}

/** Print is always light. */
export const LIGHT_PAPER: PaperColours = {
  sheet: "#FFFCF7",
  mm: "#F9E7E3",
  fiveMm: "#E9B8B1",
  trace: "#161616",
};

/** The tokens in force at an element. */
export function paperColours(element: Element): PaperColours {
  const style = getComputedStyle(element);
  const token = (name: string, fallback: string): string =>
    style.getPropertyValue(name).trim() || fallback;
  return {
    sheet: token("--ecg-sheet", LIGHT_PAPER.sheet),
    mm: token("--ecg-mm", LIGHT_PAPER.mm),
    fiveMm: token("--ecg-5mm", LIGHT_PAPER.fiveMm),
    trace: token("--ecg-trace", LIGHT_PAPER.trace),
  };
}

/** Runs `repaint` when the theme changes; returns the undo. */
export function onThemeChange(repaint: () => void): () => void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const watcher = new MutationObserver(repaint);
  watcher.observe(document.documentElement, { attributeFilter: ["class", "data-theme"] });
  dark.addEventListener("change", repaint);
  return () => {
    watcher.disconnect();
    dark.removeEventListener("change", repaint);
  };
}
