import { useRoute } from "preact-iso";
import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { me, type Resource } from "../../api";
import { CastContext, lastOf, PlacesContext, useSaid, type RoomStore } from "../../rooms";
import { useKeys } from "../../ui";
import { CaseContext, type CasePageState, type Place } from "./state/context";
import type { CaseDetail, Material } from "../detail";
import { currentRequest } from "../detail/facts";
import { markOpened, placeOf, rememberPlace } from "./state/memory";
import { anchorFrom, saidFrom, usePlaces } from "./state/places";
import { toOpinion } from "./state/toOpinion";
import { useActs } from "./state/useActs";

interface CaseScopeProps {
  detail: CaseDetail;
  resource: Resource<CaseDetail>;
  room: RoomStore;
  children: ComponentChildren;
}

/** One patient for everything below it: the case page, and a session that discusses the case. */
export function CaseScope({ detail, resource, room, children }: CaseScopeProps) {
  const { query } = useRoute();
  const sent = anchorFrom(query.at);
  const said = saidFrom(query.said);
  const [place, setPlace] = useState(() => ({
    ...placeOf(detail.id),
    ...(sent && "material" in sent && { material: sent.material, at: sent }),
    ...(said !== null && IN_THE_ROOM),
  }));
  useSaid(room, said);
  const request = currentRequest(detail, place.request);
  const acts = useActs(request, resource.reload);
  const mine = me.value?.id ?? "";

  const go = useCallback(
    (to: Partial<Place>) => {
      if (to.material !== undefined) room.viewing.free();
      setPlace((from) => {
        const next = { ...from, ...(to.segment !== undefined && to.segment !== from.segment && { deed: null }), ...to };
        rememberPlace(detail.id, next);
        return next;
      });
    },
    [detail.id, room],
  );
  const led = room.viewing.led.value?.material;
  const shown = led !== undefined && detail.materials.some(({ id }) => id === led) ? led : place.material;
  const material = chosen(detail, shown);
  // What is not on a screen is shown to nobody.
  useEffect(() => () => room.viewing.leave(), [room]);
  useEffect(() => {
    if (material) markOpened(detail.id, material.id);
  }, [material?.id]);

  useKeys({
    m: () => toComposer(go),
    o: () => go({ ...toOpinion(request, mine, place), stageAlone: false }),
    f: () => go({ stageAlone: !place.stageAlone }),
    v: () => room.viewing.join(),
  });

  const state: CasePageState = { ...acts, detail, request, room, me: mine, material, place, go, reload: resource.reload, loadedAt: resource.loadedAt };
  const cast = useMemo(
    () => ({ people: detail.people, order: detail.room.members.map((each) => each.person.id), me: mine }),
    [detail, mine],
  );
  const places = usePlaces({ detail, request, room, go, act: acts.act });
  return (
    <CaseContext.Provider value={state}>
      <CastContext.Provider value={cast}>
        <PlacesContext.Provider value={places}>{children}</PlacesContext.Provider>
      </CastContext.Provider>
    </CaseContext.Provider>
  );
}

const IN_THE_ROOM: Partial<Place> = { segment: "room", stageAlone: false, stop: "full" };

/** What was chosen; else the newest recording that names nobody else; else anything that can be looked at. */
function chosen(detail: CaseDetail, wanted: string | null): Material | null {
  const named = detail.materials.find((each) => each.id === wanted);
  if (named !== undefined) return named;
  const there = detail.materials.filter((each) => each.removed === null);
  return lastOf(there, (each) => each.kind === "ecg" && each.identity !== "mismatch") ?? lastOf(there, (each) => each.kind === "ecg") ?? there.find((each) => each.kind !== "refusal") ?? there[0] ?? null;
}

function toComposer(go: (to: Partial<Place>) => void): void {
  go({ segment: "room", stageAlone: false });
  requestAnimationFrame(() => document.getElementById("composer")?.focus());
}
