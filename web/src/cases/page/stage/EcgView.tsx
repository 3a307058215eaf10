import { t } from "../../../i18n";
import { maximize2, Icon } from "../../../ui/icons";
import { EcgStage, type EcgAnchor } from "../../../viewer/ecg";
import { useCasePage } from "../context";
import type { Ecg } from "../detail";
import { patientLine } from "../facts";
import { reasonWords } from "../../../upload";
import { FileLine } from "./FileLine";

export function EcgView({ ecg }: { ecg: Ecg }) {
  const { detail, material, room, place, go } = useCasePage();
  if (ecg.ecg1_url === null) {
    return (
      <div class="light-box">
        <FileLine name={t("case.material.ecg")} reason={ecg.warnings.map(reasonWords).join(" · ")} url={ecg.original_url} />
      </div>
    );
  }
  const quote = (anchor: EcgAnchor & { reading: string }) => {
    const words = t("case.stage.quote", { lead: anchor.lead, time: String(anchor.t), reading: anchor.reading });
    const begun = room.draft.text.peek();
    room.write(begun === "" ? words : `${begun}\n${words}`);
    go({ segment: "room", stageAlone: false });
    requestAnimationFrame(() => document.getElementById("composer")?.focus());
  };
  return (
    <EcgStage
      src={ecg.ecg1_url}
      place={material?.id}
      record={{ device: [detail.owner_org.name, ecg.device].filter(Boolean).join(" "), recordedAt: ecg.acquired_at }}
      patientLine={patientLine(detail)}
      onAnchor={room.member.value ? quote : undefined}
      toolsEnd={
        <button type="button" class="ecg-tool" aria-pressed={place.stageAlone} title="F" onClick={() => go({ stageAlone: !place.stageAlone })}>
          <Icon of={maximize2} size={16} label={t(place.stageAlone ? "case.stage.with_desk" : "case.stage.alone")} />
        </button>
      }
    />
  );
}
