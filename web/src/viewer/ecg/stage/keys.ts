/** Single keys of the viewer; dead in text fields, dialogs and while an input method composes. */
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

export type KeyMap = Readonly<Record<string, () => void>>;

const TYPING = 'input, select, textarea, [contenteditable=""], [contenteditable="true"], dialog';

/** True when a single key pressed there belongs to the viewer. */
export function keyIsOurs(event: KeyboardEvent, stage: HTMLElement): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.isComposing || event.keyCode === 229) return false;
  const target = event.target;
  if (!(target instanceof Element)) return false;
  if (target.closest(TYPING)) return false;
  return target === document.body || stage.contains(target);
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
