import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../../../i18n";
import { chevronDown, Icon } from "../../icons";
import "../clinical.css";

/** What a device said, verbatim, dashed violet and called unconfirmed; one line that unfolds when it is longer. */
export function MachineStatement({ children }: { children: ComponentChildren }) {
  const line = useRef<HTMLElement>(null);
  const [open, setOpen] = useState(false);
  const [longer, setLonger] = useState(false);
  useLayoutEffect(() => {
    const text = line.current?.querySelector(".machine-text");
    if (!text || open) return undefined;
    const measure = () => setLonger(text.scrollWidth > text.clientWidth);
    const sized = new ResizeObserver(measure);
    sized.observe(text);
    measure();
    return () => sized.disconnect();
  }, [children, open, longer]);
  const words = (
    <span class="machine-text">
      {t("common.machine_unconfirmed")}
      {children}
    </span>
  );
  if (!longer) {
    return (
      <span class="machine" ref={line}>
        {words}
      </span>
    );
  }
  return (
    <button
      type="button"
      class={`machine${open ? " machine-open" : ""}`}
      ref={line as never}
      aria-expanded={open}
      onClick={() => setOpen(!open)}
    >
      {words}
      <Icon of={chevronDown} size={16} />
    </button>
  );
}
