import { has, t } from "../../../i18n";
import type { Anchor } from "../../link/said";
import { usePlaces } from "../places";

/** "↗ V3 · 3.42 s": moves the stage there. */
export function AnchorChip({ anchor, onDrop }: { anchor: Anchor; onDrop?: () => void }) {
  const { goTo, nameOf } = usePlaces();
  return (
    <span class="said-anchor">
      <button type="button" onClick={() => goTo(anchor)}>
        <span aria-hidden="true">↗</span> {anchorWords(anchor, nameOf)}
      </button>
      {onDrop && (
        <button type="button" aria-label={t("room.drop_anchor")} onClick={onDrop}>
          ×
        </button>
      )}
    </span>
  );
}

export function anchorWords(anchor: Anchor, nameOf: (material: string) => string | undefined): string {
  const named = "material" in anchor ? (nameOf(anchor.material) ?? "") : "";
  if (anchor.kind === "ecg") return [anchor.lead ?? named, anchor.t === undefined ? "" : t("room.at_second", { t: anchor.t })].filter(Boolean).join(" · ");
  if (anchor.kind === "image") return [named, anchor.frame === undefined ? "" : t("room.at_frame", { n: anchor.frame })].filter(Boolean).join(" · ");
  if (anchor.kind === "question") return t("room.at_question", { n: anchor.no });
  if (anchor.kind !== "field") return named;
  const label = `case.field.${anchor.field}`;
  return has(label) ? t(label) : anchor.field;
}
