import { t } from "../../../i18n";
import { maximize2, Icon } from "../../../ui/icons";
import { ImagingStage, type ImagingQuote } from "../../../viewer/imaging";
import { useCasePage } from "../context";
import type { Study } from "../detail";
import { patientLine } from "../facts";

/** Images of a study in the light box; what cannot be shown is listed there with its reason. */
export function StudyView({ study }: { study: Study }) {
  const { detail, material, room, place, go } = useCasePage();
  const quote = ({ series, instance, frame }: ImagingQuote) => {
    if (material === null) return;
    room.anchor.value = { kind: "image", material: material.id, series, instance, frame };
    go({ segment: "room", stageAlone: false });
    requestAnimationFrame(() => document.getElementById("composer")?.focus());
  };
  const at = place.at?.kind === "image" && place.at.material === material?.id ? place.at : null;
  return (
    <ImagingStage
      org={study.org_id}
      studyUid={study.study_uid}
      patientLine={patientLine(detail)}
      anchor={at && { series: at.series, instance: at.instance, frame: at.frame ?? 1 }}
      onAnchor={room.member.value ? quote : undefined}
      toolsEnd={
        <button type="button" class="imaging-tool" aria-pressed={place.stageAlone} title="F" onClick={() => go({ stageAlone: !place.stageAlone })}>
          <Icon of={maximize2} size={16} label={t(place.stageAlone ? "case.stage.with_desk" : "case.stage.alone")} />
        </button>
      }
    />
  );
}
