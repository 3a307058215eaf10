import { useRef, useState } from "preact/hooks";
import { api, useResource } from "../../../api";
import { formatBytes, t } from "../../../i18n";
import { protocolsOf, type Protocol, type ProtocolRow } from "../../../cases/forms/protocols";
import { Button, Field, FieldFrame, Select } from "../../../ui";
import { upload } from "../../../ui/icons";
import { Failure } from "../../forms/Failure";
import { present } from "../../forms/faults";
import { today } from "../../forms/today";
import { fieldId, useDeed } from "../../forms/useDeed";
import { WorkSheet } from "../../forms/WorkSheet";
import type { Hospital, List } from "../../types";
import { VersionList } from "./VersionList";
import { Withdraw } from "./Withdraw";

const FORM = "protocol";
const FIELDS = ["template", "title", "valid_from", "note", "file"];
/** A thin line takes its time. */
const PATIENCE = 10 * 60_000;

interface ProtocolSheetProps {
  org: Hospital;
  /** "": to be chosen. */
  template: string;
  items: readonly Protocol[];
  names: ReadonlyMap<string, string>;
  onClose: () => void;
  onSaved: () => void;
}

/** A new version beside a template; below, what was there before, and taking it back. */
export function ProtocolSheet({ org, template: given, items, names, onClose, onSaved }: ProtocolSheetProps) {
  const [template, setTemplate] = useState(given);
  const newest = items.find((each) => each.template === template)?.newest;
  const path = `${protocolsOf(org.id)}/${encodeURIComponent(template)}`;
  const versions = useResource<List<ProtocolRow>>(newest === undefined ? null : path);
  const first = today(org.time_zone);
  const [title, setTitle] = useState<string | null>(null);
  const [from, setFrom] = useState(first);
  const [note, setNote] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const deed = useDeed(FORM, FIELDS);
  const about = (field: string) => ({ id: fieldId(FORM, field), error: deed.faults[field] ?? null });
  const named = title ?? newest?.title ?? "";
  const save = async (event: Event) => {
    event.preventDefault();
    const wrong = present({
      template: template === "" && t("protocol.needs_template"),
      title: named.trim() === "" && t("protocol.needs_title"),
      valid_from: from === "" && t("duty.needs_date"),
      file: file === null && t("protocol.needs_file"),
    });
    const query = new URLSearchParams({ title: named.trim(), note: note.trim(), valid_from: from });
    const send = () => api.put(`${path}?${query.toString()}`, file, { ifMatch: newest?.version ?? 0, timeout: PATIENCE });
    if (await deed.run(send, wrong)) onSaved();
  };
  return (
    <WorkSheet
      title={given === "" ? t("protocol.add") : (names.get(given) ?? given)}
      dirty={file !== null || note.trim() !== "" || title !== null}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form={FORM} busy={deed.busy}>
          {t("protocol.publish")}
        </Button>
      }
    >
      <form id={FORM} class="admin-form" onSubmit={(event) => void save(event)} noValidate>
        {given === "" && (
          <Select
            {...about("template")}
            label={t("protocol.template")}
            value={template}
            empty={t("protocol.choose_template")}
            options={[...names].map(([value, text]) => ({ value, text }))}
            onChange={setTemplate}
          />
        )}
        <PdfField {...about("file")} file={file} onPick={setFile} />
        <Field {...about("title")} label={t("protocol.title")} value={named} onInput={setTitle} maxLength={120} />
        <div class="admin-fields">
          <Field {...about("valid_from")} type="date" label={t("protocol.valid_from")} value={from} onInput={setFrom} />
        </div>
        <Field {...about("note")} label={t("protocol.note")} value={note} onInput={setNote} hint={t("protocol.note_hint")} maxLength={400} />
        <Failure text={deed.general} />
      </form>
      {newest && versions.data && <VersionList org={org.id} rows={versions.data.items} />}
      {newest && !newest.withdrawn && <Withdraw key={path} path={path} version={newest.version} onDone={onSaved} />}
    </WorkSheet>
  );
}

interface PdfFieldProps {
  id: string;
  error: string | null;
  file: File | null;
  onPick: (file: File) => void;
}

function PdfField({ id, error, file, onPick }: PdfFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <FieldFrame id={id} label={t("protocol.file")} error={error}>
      <p class="admin-pick">
        <input
          ref={input}
          id={id}
          class="visually-hidden"
          type="file"
          accept="application/pdf,.pdf"
          tabIndex={-1}
          onChange={(event) => {
            const picked = event.currentTarget.files?.[0];
            event.currentTarget.value = "";
            if (picked) onPick(picked);
          }}
        />
        <Button icon={upload} onClick={() => input.current?.click()}>
          {t("protocol.choose_file")}
        </Button>
        <span role="status">{file && `${file.name} · ${formatBytes(file.size)}`}</span>
      </p>
    </FieldFrame>
  );
}
