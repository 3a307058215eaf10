import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type Caliper, carryOver, pointAt } from "../../trace/caliper";
import type { Sheet } from "../../trace/layout";
import { caliperOf, type EcgLook } from "../sheet/look";

export interface CaliperState {
  armed: boolean;
  caliper: Caliper | null;
  set: (caliper: Caliper) => void;
  arm: () => void;
  clear: () => void;
  toggle: () => void;
}

const FIRST_FROM = 0.3;
const FIRST_TO = 0.7;

/** A caliper to start from, on the zero line of the first lead: there before any hand moves. */
function placed(sheet: Sheet): Caliper | null {
  const segment = sheet.segments[0];
  if (!segment) return null;
  const wide = (segment.to - segment.from) * sheet.speed;
  const at = (share: number) => pointAt(sheet, { x: segment.x + share * wide, y: segment.baseline }, () => 0, 0);
  return { a: at(FIRST_FROM), b: at(FIRST_TO) };
}

/**
 * The caliper in hand; it keeps its lead and time when the sheet changes, or is put away.
 * Looking along with somebody, theirs is laid here, and taken away again with theirs.
 */
export function useCaliper(sheet: Sheet | null, leads: readonly string[], led: EcgLook | null): CaliperState {
  const [armed, setArmed] = useState(false);
  const [caliper, setCaliper] = useState<Caliper | null>(null);
  const before = useRef(sheet);
  useEffect(() => {
    const old = before.current;
    before.current = sheet;
    if (!old || !sheet || old === sheet) return;
    setCaliper((now) => {
      const a = now && carryOver(now.a, old, sheet);
      const b = now && carryOver(now.b, old, sheet);
      return a && b ? { a, b } : null;
    });
  }, [sheet]);
  const theirs = useRef(false);
  const shown = led?.caliper;
  useEffect(() => {
    if (!led || !sheet) return;
    const laid = shown ? caliperOf(shown, sheet, leads) : null;
    if (laid === null && !theirs.current) return;
    theirs.current = laid !== null;
    setArmed(laid !== null);
    setCaliper(laid);
  }, [led !== null, JSON.stringify(shown), sheet, leads]);
  const arm = useCallback(() => {
    setArmed(true);
    setCaliper((now) => now ?? (sheet && placed(sheet)));
  }, [sheet]);
  const clear = useCallback(() => {
    setArmed(false);
    setCaliper(null);
  }, []);
  return { armed, caliper, set: setCaliper, arm, clear, toggle: armed ? clear : arm };
}
