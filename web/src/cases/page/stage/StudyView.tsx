import { t } from "../../../i18n";
import { maximize2, Icon } from "../../../ui/icons";
import { ImagingStage, type ImagingQuote } from "../../../viewer/imaging";
import { useCasePage } from "../context";
import type { Study } from "../detail";
import { patientLine } from "../facts";

/** Images of a study in the light box; what cannot be shown is listed there with its reason. */
export function StudyView({ study }: { study: Study }) {
  const { detail, room, place, go } = useCasePage();
  const quote = ({ name, slice, of }: ImagingQuote) => {
    const words = t("case.stage.quote_image", { name, slice: String(slice), of: String(of) });
    const begun = room.draft.text.peek();
    room.write(begun === "" ? words : `${begun}\n${words}`);
    go({ segment: "room", stageAlone: false });
    requestAnimationFrame(() => document.getElementById("composer")?.focus());
  };
  return (
    <ImagingStage
      org={study.org_id}
      studyUid={study.study_uid}
      patientLine={patientLine(detail)}
      onAnchor={room.member.value ? quote : undefined}
      toolsEnd={
        <button type="button" class="imaging-tool" aria-pressed={place.stageAlone} title="F" onClick={() => go({ stageAlone: !place.stageAlone })}>
          <Icon of={maximize2} size={16} label={t(place.stageAlone ? "case.stage.with_desk" : "case.stage.alone")} />
        </button>
      }
    />
  );
}
