import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Anchor, Places, RoomStore, Saying } from "../../../rooms";
import { addFiles, onStored } from "../../../upload";
import type { Place } from "./context";
import type { CaseDetail, Material } from "../../detail";
import { titleOf } from "../film/titles";

type Said = (material: string) => Saying;

const asFile: Said = (material) => ({ kind: "file", body: { material } });
const keyOf = ({ name, size }: { name: string; size: number }) => `${name} ${size}`;
/** As an upload names what it became: `attachment:<id>`. */
const itemOf = ({ kind, item_id }: Material) => `${kind}:${item_id}`;

/** What messages may point at in this case, and the way there. */
export function usePlaces(detail: CaseDetail, room: RoomStore, go: (place: Partial<Place>) => void): Places {
  // What is to be said with each file: by name while it is on its way, by item until the case shows it.
  const said = useRef(new Map<string, Said>());
  useEffect(
    () =>
      onStored((item) => {
        const saying = said.current.get(keyOf(item));
        if (saying === undefined || item.caseId !== detail.id || item.material === null) return;
        said.current.delete(keyOf(item));
        said.current.set(item.material, saying);
      }),
    [detail.id],
  );
  useEffect(() => {
    for (const material of detail.materials) {
      const saying = said.current.get(itemOf(material));
      if (saying === undefined) continue;
      said.current.delete(itemOf(material));
      void room.say(saying(material.id));
    }
  }, [detail, room]);
  const attach = (files: readonly File[], saying: Said = asFile) => {
    for (const file of files) said.current.set(keyOf(file), saying);
    addFiles({ caseId: detail.id, orgId: null }, files);
  };
  return useMemo(
    () => ({
      nameOf: (id) => {
        const material = detail.materials.find((each) => each.id === id);
        return material && titleOf(material);
      },
      goTo: (anchor) => {
        go(placeAt(anchor));
        if (anchor.kind === "field") requestAnimationFrame(() => document.getElementById(`field-${anchor.field}`)?.focus());
      },
      urlOf: (id) => detail.materials.find((each) => each.id === id && each.removed === null)?.attachment?.original_url,
      attach: detail.allowed.includes("attach") ? attach : undefined,
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

/** `?said=42`: a message of the room, by its number. */
export const saidFrom = (query: string | undefined): number | null => (query !== undefined && /^[1-9]\d{0,8}$/.test(query) ? Number(query) : null);

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
