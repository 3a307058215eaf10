import { useState } from "preact/hooks";
import { serverNow } from "../../../../api";
import { t } from "../../../../i18n";
import { Field, Select } from "../../../../ui";
import { useCasePage } from "../../state/context";
import { fromBox, toBox } from "../../../../i18n/zoned";
import { DeedForm } from "./DeedForm";

const LENGTHS = [15, 30, 45, 60, 90] as const;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The next full hour, a while ahead. */
const soon = () => Math.ceil((serverNow() + HOUR) / HOUR) * HOUR;

/** A time and where to meet; moved only with the reason. */
export function MeetingDeed({ action }: { action: "schedule" | "reschedule" }) {
  const { request } = useCasePage();
  const known = action === "reschedule" ? request?.course.appointment : null;
  const [text, setText] = useState(() => toBox(known?.starts_at ?? soon()));
  const [length, setLength] = useState("30");
  const [link, setLink] = useState(known?.link ?? "");
  const [reason, setReason] = useState("");
  const starts = fromBox(text);
  const ends = starts === null ? null : new Date(Date.parse(starts) + Number(length) * MINUTE).toISOString();
  const moved = action === "reschedule";
  const ready = starts !== null && Date.parse(starts) > serverNow() && (!moved || reason.trim() !== "");
  return (
    <DeedForm action={action} ready={ready} body={() => ({ starts_at: starts, ends_at: ends, link: link.trim(), reason: reason.trim() })}>
      <Field type="datetime-local" label={t("steps.meeting_at")} value={text} onInput={setText} required />
      <Select
        label={t("steps.meeting_length")}
        value={length}
        onChange={setLength}
        options={LENGTHS.map((each) => ({ value: String(each), text: t("steps.minutes", { n: String(each) }) }))}
      />
      <Field label={t("steps.meeting_link")} value={link} onInput={setLink} placeholder="https://" maxLength={500} hint={t("steps.meeting_link_hint")} />
      {moved && <Field label={t("case.why.reschedule")} value={reason} onInput={setReason} rows={2} maxLength={1000} required />}
    </DeedForm>
  );
}
