import { useState } from "preact/hooks";
import { t } from "../../../../i18n";
import { Field } from "../../../../ui";
import { DeedForm } from "./DeedForm";

/** The county has added what was missing; or whoever asked goes on without it. */
export function GoOnDeed({ action }: { action: "resubmit" | "resume" }) {
  const [text, setText] = useState("");
  return (
    <DeedForm action={action} ready body={() => ({ text: text.trim() })} filled={action === "resubmit"}>
      <Field label={t(`steps.go_on.${action}`)} value={text} onInput={setText} rows={2} maxLength={1000} autoFocus />
    </DeedForm>
  );
}
