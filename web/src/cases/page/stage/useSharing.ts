import { useCallback, useMemo } from "preact/hooks";
import { useCast, type Pointed, type SharedView } from "../../../rooms";
import { useCasePage } from "../state/context";

type Kind = SharedView["kind"];

/** What the room shows of this material and is shown of it, for the viewer that has it on the stage. */
export function useSharing<K extends Exclude<Kind, "material">>(kind: K) {
  const { room, material } = useCasePage();
  const { nameOf, colourOf } = useCast();
  const { viewing } = room;
  const id = material?.id ?? "";
  const presenting = viewing.presenting.value;
  const pointing = presenting || viewing.following.value;
  const led = viewing.led.value;
  const arrive = useCallback((percent: number) => viewing.arrive(percent), [viewing]);
  const tell = useCallback((look: object) => viewing.tell({ kind, material: id, ...look } as SharedView), [viewing, kind, id]);
  const point = useCallback((at: Pointed | null) => viewing.point(at), [viewing]);
  const all = viewing.pointers.value;
  const pointers = useMemo(() => all.map((each) => ({ ...each, name: nameOf(each.by), colour: colourOf(each.by) })), [all, nameOf, colourOf]);
  return {
    led: led?.kind === kind && led.material === id ? (led as Extract<SharedView, { kind: K }>) : null,
    onLook: presenting ? tell : undefined,
    onPoint: pointing ? point : undefined,
    onArrive: viewing.following.value ? arrive : undefined,
    pointers,
  };
}
