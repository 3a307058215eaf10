import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { t } from "../../i18n";
import { Icon, x } from "../icons";
import { useModal } from "./useModal";
import "./frame.css";

export interface DialogProps {
  open: boolean;
  title: string;
  onClose: () => void;
  /** The deed and, if needed, a way out; in that order. */
  actions?: ComponentChildren;
  children: ComponentChildren;
  /** `sheet`: full height from the right, from below on a phone; for long things such as signing. */
  shape?: "dialog" | "sheet";
}

/** Modal; focus stays inside, returns afterwards. Never over an image. */
export function Dialog({ open, title, onClose, actions, children, shape = "dialog" }: DialogProps) {
  const ref = useModal(open, onClose);
  const heading = useId();
  return (
    <dialog ref={ref} class={`dialog dialog-${shape}`} aria-labelledby={heading}>
      {open && (
        <div class="dialog-inside">
          <header class="dialog-head">
            <h2 id={heading}>{title}</h2>
            <button type="button" class="icon-button" aria-label={t("common.close")} onClick={onClose}>
              <Icon of={x} />
            </button>
          </header>
          <div class="dialog-body">{children}</div>
          {actions && <footer class="dialog-actions">{actions}</footer>}
        </div>
      )}
    </dialog>
  );
}

/** A long piece of work on one sheet, e.g. signing. */
export function Sheet(props: Omit<DialogProps, "shape">) {
  return <Dialog {...props} shape="sheet" />;
}
