import { t } from "../../../../i18n";
import { Icon, messageSquare } from "../../../../ui/icons";
import { useCasePage } from "../../state/context";

/** Begins a message that points at a line of the form. */
export function AskAbout({ field, label }: { field: string; label: string }) {
  const { room, go } = useCasePage();
  if (!room.member.value) return null;
  const ask = () => {
    room.anchor.value = { kind: "field", field };
    go({ segment: "room", stageAlone: false });
    requestAnimationFrame(() => document.getElementById("composer")?.focus());
  };
  return (
    <button type="button" class="request-ask" onClick={ask}>
      <Icon of={messageSquare} size={16} label={t("case.ask_about", { label })} />
    </button>
  );
}
