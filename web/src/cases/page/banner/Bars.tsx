import { AsOf } from "../../../ui";
import { useCasePage } from "../state/context";
import { SetbackBar } from "./SetbackBar";

/** Under the banner: how old this is without a line, and why the last deed was not done. */
export function Bars() {
  const { loadedAt } = useCasePage();
  return (
    <div class="case-bars">
      <AsOf loadedAt={loadedAt} />
      <SetbackBar />
    </div>
  );
}
