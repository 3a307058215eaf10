import { render } from "preact";
import type { Paper } from "./model";
import { OpinionPaper } from "./OpinionPaper";

const PRINTING = "paper-printing";

/** Prints the paper and nothing else of the page. */
export function printPaper(paper: Paper): void {
  const root = document.createElement("div");
  root.className = "paper-print-root";
  document.body.append(root);
  render(<OpinionPaper paper={paper} />, root);
  document.documentElement.classList.add(PRINTING);
  const done = () => {
    document.documentElement.classList.remove(PRINTING);
    render(null, root);
    root.remove();
  };
  window.addEventListener("afterprint", done, { once: true });
  window.print();
}
