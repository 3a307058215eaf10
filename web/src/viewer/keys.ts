/** Single keys of the viewer; dead in text fields, dialogs and while an input method composes. */
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { isShortcut } from "../ui/keys";

export type KeyMap = Readonly<Record<string, () => void>>;

/** True when a single key pressed there belongs to the viewer. Keys that scroll do so where the focus is. */
export function keyIsOurs(event: KeyboardEvent, stage: HTMLElement): boolean {
  const { target } = event;
  if (!isShortcut(event) || !(target instanceof Element)) return false;
  return event.key.length === 1 || target.contains(stage) || stage.contains(target);
}

/** Listens while the stage is on screen. Keys are named as `KeyboardEvent.key`, letters lower case. */
export function useKeys(stage: RefObject<HTMLElement | null>, keys: KeyMap): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!stage.current || !keyIsOurs(event, stage.current)) return;
      const deed = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!deed) return;
      event.preventDefault();
      deed();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [stage, keys]);
}
