import { useCallback, useEffect } from "preact/hooks";
import { t } from "../../../i18n";
import { ShareLine, useCast } from "../../../rooms";
import { EmptyState } from "../../../ui";
import { UploadPanel } from "../../../upload";
import { useCasePage } from "../state/context";
import type { Material } from "../../detail";
import { AttachmentView } from "./AttachmentView";
import { EcgView } from "./EcgView";
import { IdentityBand } from "./IdentityBand";
import { StudyView } from "./StudyView";
import { RefusalView } from "./Unshown";
import { Tombstone } from "./Tombstone";
import "./stage.css";

/** What is being looked at, nothing else. */
export function Stage() {
  const { material, detail, room, go } = useCasePage();
  const { colourOf } = useCast();
  const { viewing } = room;
  const by = viewing.following.value ? viewing.presenter.value : null;
  const ownWay = useCallback(() => {
    if (viewing.led.peek() === null) return;
    viewing.free();
    if (material) go({ material: material.id });
  }, [viewing, material?.id, go]);
  const presenting = viewing.presenting.value;
  useEffect(() => {
    if (presenting && material) viewing.tell({ kind: "material", material: material.id });
  }, [presenting, viewing, material?.id]);
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
    <>
      <ShareLine room={room} onOwnWay={ownWay} />
      <div
        class={by === null ? "stage" : `stage stage-led person-ring-${colourOf(by)}`}
        key={material.id}
        onPointerDownCapture={ownWay}
        onWheelCapture={ownWay}
      >
        {material.removed === null && material.identity === "mismatch" && <IdentityBand material={material} />}
        <View material={material} />
      </div>
    </>
  );
}

function View({ material }: { material: Material }) {
  if (material.removed !== null) return <Tombstone material={material} removed={material.removed} />;
  if (material.ecg !== null) return <EcgView ecg={material.ecg} />;
  if (material.attachment !== null) return <AttachmentView attachment={material.attachment} />;
  if (material.refusal !== null) return <RefusalView refusal={material.refusal} />;
  return material.study === null ? null : <StudyView study={material.study} />;
}
