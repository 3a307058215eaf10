import { t } from "../../../i18n";
import { reasonWords } from "../../../upload";
import type { Material } from "../detail";
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

export function StudyView({ study }: { study: NonNullable<Material["study"]> }) {
  const name = [study.modality, study.description].filter(Boolean).join(" ") || t("case.material.study");
  return (
    <div class="light-box">
      <FileLine
        name={name}
        reason={[t("case.material.instances", { n: study.instances }), study.reason && reasonWords(study.reason)].filter(Boolean).join(" · ")}
      />
    </div>
  );
}
