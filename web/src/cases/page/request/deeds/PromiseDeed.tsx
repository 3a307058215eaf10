import { useState } from "preact/hooks";
import { serverNow } from "../../../../api";
import { formatTime, t } from "../../../../i18n";
import { Button, Field } from "../../../../ui";
import { fromBox, toBox } from "../../../../i18n/zoned";
import { AHEAD } from "./ahead";
import { DeedForm } from "./DeedForm";

const MINUTE = 60_000;

/** By when it will be answered: the clock everybody sees. */
export function PromiseDeed() {
  const [text, setText] = useState(() => toBox(serverNow() + 30 * MINUTE));
  const at = fromBox(text);
  return (
    <DeedForm action="promise" ready={at !== null && Date.parse(at) > serverNow()} body={() => ({ promised_at: at })}>
      <div class="deeds-row">
        {AHEAD.map((minutes) => {
          const moment = serverNow() + minutes * MINUTE;
          return (
            <Button key={minutes} size="small" onClick={() => setText(toBox(moment))}>
              {t("steps.by_time", { time: formatTime(moment) })}
            </Button>
          );
        })}
      </div>
      <Field type="datetime-local" label={t("steps.promise_at")} value={text} onInput={setText} required />
    </DeedForm>
  );
}
