import { useMemo } from "preact/hooks";
import { t } from "../../../i18n";
import { ShareTool } from "../../../rooms";
import { maximize2, Icon } from "../../../ui/icons";
import { ImagingStage, type ImagingQuote } from "../../../viewer/imaging";
import { useCasePage } from "../state/context";
import type { Study } from "../../detail";
import { patientLine } from "../../detail/facts";
import { useSharing } from "./useSharing";

/** Images of a study in the light box; what cannot be shown is listed there with its reason. */
export function StudyView({ study }: { study: Study }) {
  const { detail, material, room, place, go } = useCasePage();
  const sharing = useSharing("image");
  const quote = ({ series, instance, frame, window }: ImagingQuote) => {
    if (material === null) return;
    room.anchor.value = { kind: "image", material: material.id, series, instance, frame, ...(window && { window }) };
    go({ segment: "room", stageAlone: false });
    requestAnimationFrame(() => document.getElementById("composer")?.focus());
  };
  const at = useMemo(() => {
    const to = place.at;
    return to?.kind === "image" && to.material === material?.id ? { ...to, frame: to.frame ?? 1 } : null;
  }, [place.at, material?.id]);
  return (
    <ImagingStage
      org={study.org_id}
      studyUid={study.study_uid}
      patientLine={patientLine(detail)}
      anchor={at}
      {...sharing}
      onAnchor={room.member.value ? quote : undefined}
      toolsEnd={
        <>
          <ShareTool room={room} class="imaging-tool" />
          <button type="button" class="imaging-tool" aria-pressed={place.stageAlone} title="F" onClick={() => go({ stageAlone: !place.stageAlone })}>
            <Icon of={maximize2} size={16} label={t(place.stageAlone ? "case.stage.with_desk" : "case.stage.alone")} />
          </button>
        </>
      }
    />
  );
}
