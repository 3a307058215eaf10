import { t } from "../../../i18n";
import "./demo.css";

/** On everything that was made in the demonstration network; `network` says so of all of it. */
export function DemoMark({ network = false }: { network?: boolean }) {
  return (
    <span class="demo-mark" title={t("demo.data")}>
      {t(network ? "demo.network" : "demo.mark")}
    </span>
  );
}
