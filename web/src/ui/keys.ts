import { useEffect } from "preact/hooks";

const TYPING = 'input, select, textarea, [contenteditable=""], [contenteditable="true"], dialog';

/** Whether a single key belongs to the page: not while writing, composing or in a dialog. */
export function isShortcut(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.isComposing || event.keyCode === 229) return false;
  return !(event.target instanceof Element && event.target.closest(TYPING) !== null);
}

export type Keys = Readonly<Record<string, () => void>>;

/** Keys as `KeyboardEvent.key`, letters in lower case. */
export function useKeys(keys: Keys): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!isShortcut(event)) return;
      const deed = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (deed === undefined) return;
      event.preventDefault();
      deed();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [keys]);
}
