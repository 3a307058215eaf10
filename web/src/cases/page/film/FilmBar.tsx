import { useState } from "preact/hooks";
import { t } from "../../../i18n";
import { FilmFrame, FilmStrip } from "../../../ui";
import { Icon, plus } from "../../../ui/icons";
import { useCasePage } from "../state/context";
import { AddSheet } from "./AddSheet";
import { MaterialMenu } from "./MaterialMenu";
import { aboutOf, titleOf } from "./titles";
import "./film.css";

/** Every recording and document; what may be done with the chosen one stands at its end. */
export function FilmBar() {
  const { detail, material, go } = useCasePage();
  const [adding, setAdding] = useState(false);
  const { current, prior } = ordered(detail.materials);
  return (
    <div class="film-bar">
      <FilmStrip>
        {[...current, ...prior].map((each) => (
          <FilmFrame
            key={each.id}
            title={titleOf(each)}
            about={aboutOf(each)}
            selected={each.id === material?.id}
            prior={each === prior[0]}
            thumbnail={each.removed ? undefined : (each.attachment?.preview_url ?? undefined)}
            onSelect={() => go({ material: each.id })}
          />
        ))}
      </FilmStrip>
      <div class="film-end">
        {material && <MaterialMenu material={material} />}
        {detail.allowed.includes("add_material") && (
          <button type="button" class="film-add" onClick={() => setAdding(true)}>
            <Icon of={plus} />
            <span>{t("case.material.add")}</span>
          </button>
        )}
      </div>
      <AddSheet open={adding} onClose={() => setAdding(false)} />
    </div>
  );
}

/** As they arrived; what was taken off the case last, what is older than the case apart. */
export function ordered<T extends { part: string; removed: unknown }>(materials: readonly T[]): { current: T[]; prior: T[] } {
  const there = materials.filter((each) => each.part !== "prior" && each.removed === null);
  const gone = materials.filter((each) => each.part !== "prior" && each.removed !== null);
  return { current: [...there, ...gone], prior: materials.filter((each) => each.part === "prior") };
}
