import { t } from "../../../i18n";
import { EmptyState } from "../../../ui";
import { UploadPanel } from "../../../upload";
import { useCasePage } from "../context";
import type { Material } from "../detail";
import { AttachmentView } from "./AttachmentView";
import { EcgView } from "./EcgView";
import { IdentityBand } from "./IdentityBand";
import { StudyView } from "./StudyView";
import { RefusalView } from "./Unshown";
import { Tombstone } from "./Tombstone";
import "./stage.css";

/** What is being looked at, nothing else. */
export function Stage() {
  const { material, detail } = useCasePage();
  if (material === null) {
    const adds = detail.allowed.includes("add_material");
    return (
      <div class="stage stage-empty">
        <EmptyState text={t(adds ? "case.stage.empty_county" : "case.stage.empty")} />
        {adds && (
          <div class="stage-add">
            <UploadPanel caseId={detail.id} />
          </div>
        )}
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
