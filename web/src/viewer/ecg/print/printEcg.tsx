import { render } from "preact";
import "../ecg.css";
import { EcgPrint, type EcgPrintProps } from "./EcgPrint";

const PRINTING = "ecg-printing";

/** Prints this sheet and nothing else of the page. */
export function printEcg(props: EcgPrintProps): void {
  const root = document.createElement("div");
  root.className = "ecg-print-root";
  document.body.append(root);
  render(<EcgPrint {...props} />, root);
  document.documentElement.classList.add(PRINTING);
  const done = (): void => {
    document.documentElement.classList.remove(PRINTING);
    render(null, root);
    root.remove();
  };
  addEventListener("afterprint", done, { once: true });
  window.print();
}
