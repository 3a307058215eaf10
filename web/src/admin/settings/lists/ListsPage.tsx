import { useRef, useState } from "preact/hooks";
import { api, useResource } from "../../../api";
import { plural, t, tError } from "../../../i18n";
import { Button, Check, Select, Sheet } from "../../../ui";
import { DetailFields } from "../../../cases/forms/DetailFields";
import type { Typed } from "../../../cases/forms/details";
import { said, useTemplates, type Template, type TemplateVersion } from "../../../cases/forms/templates";
import { AdminFrame } from "../../frame/AdminFrame";
import { manages, managesNetwork, opensWith } from "../../access";
import type { Hospital, List } from "../../types";
import "./lists.css";

/** Templates with their versions and where they are offered; the table of codes. */
export default function ListsPage() {
  const hospitals = useResource<List<Hospital>>("/hospitals");
  const mine = hospitals.data?.items.filter((each) => manages(each.id)) ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const org = chosen ?? opensWith(mine)?.id ?? null;
  return (
    <AdminFrame section="lists">
      <div class="admin-tools">
        {mine.length > 1 && (
          <Select
            label={t("lists.hospital")}
            value={org ?? ""}
            options={mine.map((each) => ({ value: each.id, text: each.name }))}
            onChange={setChosen}
          />
        )}
      </div>
      {org !== null && <Templates key={org} org={org} />}
      <Codes />
    </AdminFrame>
  );
}

function Templates({ org }: { org: string }) {
  const found = useTemplates(org);
  const [off, setOff] = useState<Record<string, boolean>>({});
  const [shown, setShown] = useState<Template | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const newest = (found ?? []).filter((each) => each.newest);
  const flip = async (each: TemplateVersion, enabled: boolean) => {
    setFailure(null);
    try {
      await api.put(`/hospitals/${org}/templates/${each.code}`, { enabled });
      setOff((old) => ({ ...old, [each.code]: enabled }));
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <section class="lists-part">
      <h2>{t("lists.templates")}</h2>
      <p class="meta">{t("lists.templates_about")}</p>
      {failure !== null && <p role="alert">{tError(failure)}</p>}
      <table class="lists-table">
        <thead>
          <tr>
            <th scope="col">{t("lists.template")}</th>
            <th scope="col">{t("lists.versions")}</th>
            <th scope="col">{t("lists.offered")}</th>
          </tr>
        </thead>
        <tbody>
          {newest.map((each) => (
            <tr key={each.code}>
              <th scope="row">{said(each.definition.words)}</th>
              <td>
                {(found ?? [])
                  .filter((one) => one.code === each.code)
                  .map((one) => (
                    <Button key={one.version} size="small" kind="text" onClick={() => setShown(one.definition)}>
                      {t(one.shipped ? "lists.version_shipped" : "lists.version", { n: String(one.version) })}
                    </Button>
                  ))}
              </td>
              <td>
                <Check checked={off[each.code] ?? each.enabled} disabled={each.code === "general"} onChange={(enabled) => void flip(each, enabled)}>
                  {t("lists.offered")}
                </Check>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {managesNetwork() && <Publish />}
      {shown !== null && <Preview template={shown} onClose={() => setShown(null)} />}
    </section>
  );
}

/** The form as doctors get it; nothing of it is kept. */
function Preview({ template, onClose }: { template: Template; onClose: () => void }) {
  const [typed, setTyped] = useState<Typed>({});
  return (
    <Sheet
      open
      title={t("lists.preview", { name: said(template.words), n: String(template.version) })}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t("common.close")}</Button>}
    >
      {template.sections.length === 0 && <p>{t("lists.base_only")}</p>}
      <DetailFields prefix="preview" template={template} typed={typed} weight={null} onChange={(code, value) => setTyped((old) => ({ ...old, [code]: value }))} />
    </Sheet>
  );
}

interface PickProps {
  label: string;
  accept: string;
  onPick: (text: string) => Promise<string>;
}

/** Reads a chosen file here and says what became of it. */
function PickFile({ label, accept, onPick }: PickProps) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState("");
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    setBusy(true);
    try {
      setTold(await onPick(await file.text()));
    } catch (error) {
      setTold(error instanceof SyntaxError ? t("lists.not_json") : tError(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <p class="admin-pick">
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept={accept}
        tabIndex={-1}
        aria-label={label}
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      <Button busy={busy} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <span role="status">{told}</span>
    </p>
  );
}

function Publish() {
  const publish = async (text: string) => {
    const definition: unknown = JSON.parse(text);
    const { code, version } = await api.post<{ code: string; version: number }>("/templates", { definition });
    return t("lists.published", { code, n: String(version) });
  };
  return <PickFile label={t("lists.publish")} accept="application/json,.json" onPick={publish} />;
}

const LINES_AT_ONCE = 4_000;

function Codes() {
  const count = useResource<{ count: number }>("/codes/icd10/count");
  const put = async (text: string) => {
    const [head = "", ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== "");
    let done = 0;
    for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
      const part = [head, ...lines.slice(from, from + LINES_AT_ONCE)].join("\n");
      done += (await api.post<{ count: number }>("/codes/icd10", { csv: `${part}\n` }, { timeout: 120_000 })).count;
    }
    count.reload();
    return plural("lists.codes_imported", done);
  };
  return (
    <section class="lists-part">
      <h2>{t("lists.codes")}</h2>
      <p class="meta">{count.data && plural("lists.codes_count", count.data.count)}</p>
      {managesNetwork() && <PickFile label={t("lists.codes_import")} accept="text/csv,.csv" onPick={put} />}
    </section>
  );
}
