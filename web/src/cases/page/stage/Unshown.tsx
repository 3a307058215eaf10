import { t } from "../../../i18n";
import { reasonWords } from "../../../upload";
import type { Material } from "../../detail";
import { FileLine } from "./FileLine";

/** Nothing was stored but name, size and reason. */
export function RefusalView({ refusal }: { refusal: NonNullable<Material["refusal"]> }) {
  return (
    <div class="light-box">
      <FileLine
        name={refusal.file_name}
        size={refusal.size}
        reason={t("case.stage.refused", { reason: reasonWords(refusal.reason) })}
      />
    </div>
  );
}
