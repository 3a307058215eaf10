import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button } from "../../ui";
import { copy } from "../../ui/icons";

/** Copies a text; where the browser forbids it (no https) the text stands there to be marked. */
export function CopyButton({ text }: { text: string }) {
  const [done, setDone] = useState(false);
  if (!window.isSecureContext) return null;
  const press = async () => {
    await navigator.clipboard.writeText(text);
    setDone(true);
  };
  return (
    <Button size="small" icon={copy} onClick={() => void press().catch(() => setDone(false))}>
      {done ? t("admin.copied") : t("admin.copy")}
    </Button>
  );
}
