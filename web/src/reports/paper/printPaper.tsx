import { render, type ComponentChild } from "preact";
import type { Paper } from "./model";
import { OpinionPaper } from "./OpinionPaper";

const PRINTING = "paper-printing";

/** Prints the paper and nothing else of the page. */
export const printPaper = (paper: Paper): void => printSheet(<OpinionPaper paper={paper} />);

/** Prints one sheet, black on white, whatever the theme. */
export function printSheet(sheet: ComponentChild): void {
  const root = document.createElement("div");
  root.className = "paper-print-root";
  document.body.append(root);
  render(sheet, root);
  document.documentElement.classList.add(PRINTING);
  const done = () => {
    document.documentElement.classList.remove(PRINTING);
    render(null, root);
    root.remove();
  };
  window.addEventListener("afterprint", done, { once: true });
  window.print();
}
