import { formatSeconds, t } from "../../i18n";
import "./status.css";

export interface SaveChipProps {
  /** `local`: on this device only; `synced`: the server has it. */
  state: "saving" | "local" | "synced" | "failed";
  at?: string | number | null;
}

/** "Saved 12:03:11 · this device only". Never a toast. */
export function SaveChip({ state, at }: SaveChipProps) {
  return (
    <span class={`save-chip save-${state}`} role="status">
      {words(state, at ? formatSeconds(at) : "")}
    </span>
  );
}

function words(state: SaveChipProps["state"], time: string): string {
  if (state === "saving") return t("common.save.saving");
  if (state === "failed") return t("common.save.failed");
  return state === "local" ? t("common.save.local", { time }) : t("common.save.synced", { time });
}
