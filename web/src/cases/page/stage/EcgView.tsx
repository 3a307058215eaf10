import { useMemo } from "preact/hooks";
import { t } from "../../../i18n";
import { maximize2, Icon } from "../../../ui/icons";
import { EcgStage, type EcgAnchor } from "../../../viewer/ecg";
import { ShareTool } from "../../../rooms";
import { useCasePage } from "../state/context";
import type { Ecg } from "../../detail";
import { patientLine } from "../../detail/facts";
import { reasonWords } from "../../../upload";
import { FileLine } from "./FileLine";
import { useSharing } from "./useSharing";

export function EcgView({ ecg }: { ecg: Ecg }) {
  const { detail, material, room, place, go } = useCasePage();
  const sharing = useSharing("ecg");
  const at = useMemo(() => {
    const to = place.at;
    return to?.kind === "ecg" && to.material === material?.id && to.lead !== undefined && to.t !== undefined ? { lead: to.lead, t: to.t } : null;
  }, [place.at, material?.id]);
  if (ecg.ecg1_url === null) {
    return (
      <div class="light-box">
        <FileLine name={t("case.material.ecg")} reason={ecg.warnings.map(reasonWords).join(" · ")} url={ecg.original_url} />
      </div>
    );
  }
  const quote = ({ lead, t: seconds, reading }: EcgAnchor & { reading: string }) => {
    if (material === null) return;
    room.anchor.value = { kind: "ecg", material: material.id, lead, t: seconds };
    if (room.draft.text.peek() === "" && reading !== "") room.write(reading);
    go({ segment: "room", stageAlone: false });
    requestAnimationFrame(() => document.getElementById("composer")?.focus());
  };
  return (
    <EcgStage
      src={ecg.ecg1_url}
      place={material?.id}
      record={{ device: [detail.owner_org.name, ecg.device].filter(Boolean).join(" "), recordedAt: ecg.acquired_at }}
      patientLine={patientLine(detail)}
      anchor={at}
      {...sharing}
      onAnchor={room.member.value ? quote : undefined}
      toolsEnd={
        <>
          <ShareTool room={room} class="ecg-tool" />
          <button type="button" class="ecg-tool" aria-pressed={place.stageAlone} title="F" onClick={() => go({ stageAlone: !place.stageAlone })}>
            <Icon of={maximize2} size={16} label={t(place.stageAlone ? "case.stage.with_desk" : "case.stage.alone")} />
          </button>
        </>
      }
    />
  );
}
