import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Keeps a native `<dialog>` modal exactly while `open`; Esc and the backdrop ask to close. */
export function useModal(open: boolean, onClose: () => void): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return undefined;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
    const cancelled = (event: Event) => {
      event.preventDefault();
      close.current();
    };
    const pressed = (event: MouseEvent) => {
      if (event.target === dialog) close.current();
    };
    dialog.addEventListener("cancel", cancelled);
    dialog.addEventListener("mousedown", pressed);
    return () => {
      dialog.removeEventListener("cancel", cancelled);
      dialog.removeEventListener("mousedown", pressed);
    };
  }, [open]);
  return ref;
}
