import { useState } from "preact/hooks";
import { t } from "../../../i18n";
import { Icon, plus } from "../../../ui/icons";
import { useCasePage } from "../state/context";
import { AddSheet } from "./AddSheet";
import { ordered } from "./FilmBar";
import { titleOf } from "./titles";
import "./film.css";

/** The film strip of the phone. */
export function MaterialChips({ onRequest }: { onRequest: () => void }) {
  const { detail, material, go } = useCasePage();
  const [adding, setAdding] = useState(false);
  const { current, prior } = ordered(detail.materials);
  return (
    <div class="chips">
      {[...current, ...prior].map((each) => (
        <button
          key={each.id}
          type="button"
          class={`chip${each.removed ? " chip-gone" : ""}${each.identity === "mismatch" && !each.removed ? " chip-wrong" : ""}`}
          aria-pressed={each.id === material?.id}
          onClick={() => go({ material: each.id })}
        >
          {titleOf(each)}
        </button>
      ))}
      <button type="button" class="chip" onClick={onRequest}>
        {t("case.segment.request")}
      </button>
      {detail.allowed.includes("add_material") && (
        <button type="button" class="chip" onClick={() => setAdding(true)}>
          <Icon of={plus} size={16} />
          {t("case.material.add")}
        </button>
      )}
      <AddSheet open={adding} onClose={() => setAdding(false)} />
    </div>
  );
}
