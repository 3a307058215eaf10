import { useEffect, useMemo } from "preact/hooks";
import { formatDateTime, t } from "../../../i18n";
import type { Anchor, Enclosing, Places } from "../../../rooms";
import type { CaseDetail } from "../../detail";
import { enclose, giveUp, restoreEnclosed, settle } from "../desk/enclosures";
import { titleOf } from "../film/titles";
import type { CasePageState, Place } from "./context";

const AS_FILE: Enclosing = { kind: "file", body: {} };

/** What messages may point at in this case, and the way there. */
export function usePlaces({ detail, request, room, go, act }: Pick<CasePageState, "detail" | "request" | "room" | "go" | "act">): Places {
  useEffect(() => {
    void restoreEnclosed(room.id, detail.materials);
  }, [room]);
  useEffect(() => settle(room.id, detail.materials), [detail, room]);
  return useMemo(
    () => ({
      nameOf: (id) => {
        const material = detail.materials.find((each) => each.id === id);
        return material && titleOf(material);
      },
      goTo: (anchor) => {
        go(placeAt(anchor));
        if (anchor.kind === "field") requestAnimationFrame(() => showField(anchor.field));
      },
      urlOf: (id) => detail.materials.find((each) => each.id === id && each.removed === null)?.attachment?.original_url,
      attach: detail.allowed.includes("attach") ? (files, saying = AS_FILE) => enclose({ caseId: detail.id, room: room.id }, files, saying) : undefined,
      giveUp,
      askFurther: request?.allowed.includes("ask_again") ? (question) => act("ask_again", { question }) : undefined,
      pathOf: (id) => pathOf(detail, id).map((each) => ({ words: each.words, show: () => go({ request: each.id, segment: "request", deed: null }) })),
    }),
    [detail, request, room, go, act],
  );
}

/** An asked-again request and the one it follows, the older first. */
function pathOf({ requests }: CaseDetail, id: string) {
  const after = requests.find((each) => each.id === id);
  const before = requests.find((each) => each.id === (after?.replaces_id ?? after?.based_on_id));
  if (after === undefined || before === undefined) return [];
  return [
    { id: before.id, words: t("room.request_before", { time: formatDateTime(before.submitted_at ?? "") }) },
    { id: after.id, words: t("room.request_after") },
  ];
}

function showField(field: string): void {
  const line = document.getElementById(`field-${field}`);
  line?.focus();
  // At the top the browser holds it there while more of the page comes in above.
  line?.scrollIntoView({ block: "start" });
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
    const [lead, second] = rest;
    return { kind, material, ...(lead ? { lead } : {}), ...(second && Number.isFinite(Number(second)) ? { t: Number(second) } : {}) };
  }
  const [series, instance, frame] = rest;
  if (kind === "image" && series && instance) return { kind, material, series, instance, frame: Number(frame) || 1 };
  return kind === "material" ? { kind, material } : null;
}
