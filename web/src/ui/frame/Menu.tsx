import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import "./frame.css";

export interface MenuProps {
  /** What the button shows. */
  button: ComponentChildren;
  label: string;
  buttonClass?: string;
  /** Where it opens. */
  side?: "right" | "above-start" | "above-end" | "below";
  children: (close: () => void) => ComponentChildren;
}

/** A small floating list; Esc and any press outside close it. */
export function Menu({ button, label, buttonClass, side = "below", children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return undefined;
    const outside = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
    };
  }, [open]);

  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <div
      class="menu"
      ref={root}
      onKeyDown={(event) => {
        if (event.key === "Escape" && open) close();
      }}
    >
      <button
        ref={opener}
        type="button"
        class={buttonClass ?? "menu-button"}
        aria-expanded={open}
        aria-label={label}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <div class={`menu-list menu-${side}`} role="group" aria-label={label}>
          {children(close)}
        </div>
      )}
    </div>
  );
}

export interface MenuItemProps {
  onPress: () => void;
  icon?: ComponentChildren;
  current?: boolean;
  lang?: string;
  children: ComponentChildren;
}

export function MenuItem({ onPress, icon, current, lang, children }: MenuItemProps) {
  return (
    <button type="button" class="menu-item" aria-pressed={current} lang={lang} onClick={onPress}>
      {icon}
      {children}
    </button>
  );
}
