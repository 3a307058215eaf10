import { useMemo } from "preact/hooks";
import type { Anchor, Places } from "../../rooms";
import { addFiles } from "../../upload";
import type { Place } from "./context";
import type { CaseDetail } from "./detail";
import { titleOf } from "./film/titles";

/** What messages may point at in this case, and the way there. */
export function usePlaces(detail: CaseDetail, go: (place: Partial<Place>) => void): Places {
  return useMemo(
    () => ({
      nameOf: (id) => {
        const material = detail.materials.find((each) => each.id === id);
        return material && titleOf(material);
      },
      goTo: (anchor) => go(placeAt(anchor)),
      attach: detail.allowed.includes("add_material") ? (files) => addFiles({ caseId: detail.id, orgId: null }, files) : undefined,
    }),
    [detail, go],
  );
}

function placeAt(anchor: Anchor): Partial<Place> {
  // A copy each time: going to the same place once more goes there again.
  if ("material" in anchor) return { material: anchor.material, at: { ...anchor } };
  if (anchor.kind === "question") return { segment: "opinion", question: { no: anchor.no, asked: Date.now() } };
  return { segment: "request" };
}

const ID = /^[0-9a-f-]{36}$/;

/** `?at=ecg/{material}/V3/3.42`, `?at=image/{material}/{series}/{instance}/{frame}`: addresses one may send. */
export function anchorFrom(query: string | undefined): Anchor | null {
  const [kind, material = "", ...rest] = (query ?? "").split("/");
  if (!ID.test(material)) return null;
  if (kind === "ecg") {
    const [lead, t] = rest;
    return { kind, material, ...(lead ? { lead } : {}), ...(t && Number.isFinite(Number(t)) ? { t: Number(t) } : {}) };
  }
  const [series, instance, frame] = rest;
  if (kind === "image" && series && instance) return { kind, material, series, instance, frame: Number(frame) || 1 };
  return kind === "material" ? { kind, material } : null;
}
