import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, Sheet } from "../../ui";

interface WorkSheetProps {
  title: string;
  /** Something typed is not saved yet: closing asks first. */
  dirty: boolean;
  onClose: () => void;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** A sheet that does not throw typed words away by a slip of the mouse. */
export function WorkSheet({ title, dirty, onClose, actions, children }: WorkSheetProps) {
  const [asking, setAsking] = useState(false);
  const leaving = asking && dirty;
  return (
    <Sheet
      open
      title={title}
      onClose={() => (dirty ? setAsking(true) : onClose())}
      actions={
        leaving ? (
          <>
            <p class="admin-leaving" role="alert">
              {t("admin.unsaved")}
            </p>
            <Button kind="text" tone="emergency" onClick={onClose}>
              {t("admin.discard")}
            </Button>
            <Button onClick={() => setAsking(false)}>{t("admin.keep_writing")}</Button>
          </>
        ) : (
          actions
        )
      }
    >
      {children}
    </Sheet>
  );
}
