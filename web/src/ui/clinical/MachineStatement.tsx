import type { ComponentChildren } from "preact";
import { t } from "../../i18n";
import "./clinical.css";

/** What a device said, verbatim; always dashed violet and always called unconfirmed. */
export function MachineStatement({ children }: { children: ComponentChildren }) {
  return (
    <span class="machine">
      {t("common.machine_unconfirmed")}
      {children}
    </span>
  );
}
