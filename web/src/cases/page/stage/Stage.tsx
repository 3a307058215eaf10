import { t } from "../../../i18n";
import { EmptyState } from "../../../ui";
import { useCasePage } from "../context";
import type { Material } from "../detail";
import { AttachmentView } from "./AttachmentView";
import { EcgView } from "./EcgView";
import { IdentityBand } from "./IdentityBand";
import { StudyView, RefusalView } from "./Unshown";
import { Tombstone } from "./Tombstone";
import "./stage.css";

/** What is being looked at, nothing else. */
export function Stage() {
  const { material, detail } = useCasePage();
  if (material === null) {
    return (
      <div class="stage stage-empty">
        <EmptyState text={t(detail.allowed.includes("add_material") ? "case.stage.empty_county" : "case.stage.empty")} />
      </div>
    );
  }
  return (
    <div class="stage" key={material.id}>
      {material.removed === null && material.identity === "mismatch" && <IdentityBand material={material} />}
      <View material={material} />
    </div>
  );
}

function View({ material }: { material: Material }) {
  if (material.removed !== null) return <Tombstone material={material} removed={material.removed} />;
  if (material.ecg !== null) return <EcgView ecg={material.ecg} />;
  if (material.attachment !== null) return <AttachmentView attachment={material.attachment} />;
  if (material.refusal !== null) return <RefusalView refusal={material.refusal} />;
  return material.study === null ? null : <StudyView study={material.study} />;
}
