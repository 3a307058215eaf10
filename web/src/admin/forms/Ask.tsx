import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button } from "../../ui";
import { Failure } from "./Failure";
import { useDeed } from "./useDeed";

interface AskProps {
  /** The deed, on both buttons: "Disable login". */
  deed: string;
  /** What it does, in a sentence. */
  about: string;
  work: () => Promise<unknown>;
  onDone: () => void;
}

/** A deed that is hard to take back: text first, then one sentence and the deed again, in place. */
export function Ask({ deed, about, work, onDone }: AskProps) {
  const [asked, setAsked] = useState(false);
  const doing = useDeed("ask", []);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The pressed button is gone; a keyboard goes on at what took its place.
    if (asked) box.current?.querySelector("button")?.focus();
  }, [asked]);
  if (!asked) {
    return (
      <Button kind="text" tone="emergency" size="small" onClick={() => setAsked(true)}>
        {deed}
      </Button>
    );
  }
  const go = async () => {
    if (!(await doing.run(work))) return;
    setAsked(false);
    onDone();
  };
  return (
    <div class="admin-ask" ref={box}>
      <p>{about}</p>
      <Failure text={doing.general} />
      <div class="admin-row">
        <Button tone="emergency" size="small" busy={doing.busy} onClick={() => void go()}>
          {deed}
        </Button>
        <Button kind="text" size="small" onClick={() => setAsked(false)}>
          {t("common.cancel")}
        </Button>
      </div>
    </div>
  );
}
