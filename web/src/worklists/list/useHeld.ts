import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

/** True while a mouse rests on the element or the keyboard is inside it. */
export function useHeld(ref: RefObject<HTMLElement | null>): boolean {
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  useEffect(() => {
    const box = ref.current;
    if (box === null) return undefined;
    const enter = (event: PointerEvent) => setPointer(event.pointerType === "mouse");
    const leave = () => setPointer(false);
    const focused = () => setFocus(true);
    const blurred = (event: FocusEvent) => setFocus(box.contains(event.relatedTarget as Node | null));
    // A mouse that rested there when the page came has entered unheard; its next move tells.
    box.addEventListener("pointerover", enter);
    box.addEventListener("pointerleave", leave);
    box.addEventListener("focusin", focused);
    box.addEventListener("focusout", blurred);
    return () => {
      box.removeEventListener("pointerover", enter);
      box.removeEventListener("pointerleave", leave);
      box.removeEventListener("focusin", focused);
      box.removeEventListener("focusout", blurred);
    };
  }, []);
  return pointer || focus;
}
