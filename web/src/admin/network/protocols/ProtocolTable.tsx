import { formatDateTime, t } from "../../../i18n";
import { fileOf, type Protocol } from "../../../cases/forms/protocols";
import { dayText } from "../../forms/today";

interface ProtocolTableProps {
  org: string;
  items: readonly Protocol[];
  names: ReadonlyMap<string, string>;
  onOpen: (template: string) => void;
}

/** By template: what is in force, and what comes or why there is nothing. */
export function ProtocolTable({ org, items, names, onOpen }: ProtocolTableProps) {
  return (
    <table class="table admin-table protocols">
      <thead>
        <tr>
          <th>{t("protocol.template")}</th>
          <th>{t("protocol.in_force")}</th>
          <th>{t("protocol.valid_from")}</th>
          <th>{t("protocol.published")}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ template, in_force: now, newest }) => (
          <tr key={template}>
            <td>
              <button type="button" class="admin-open link-button" onClick={() => onOpen(template)}>
                {names.get(template) ?? template}
              </button>
            </td>
            <td>
              {now && (
                <a class="protocol-file" href={fileOf(org, now)} download>
                  {t("protocol.named", { title: now.title, n: String(now.version) })}
                </a>
              )}
              <Ahead now={now} newest={newest} />
            </td>
            <td>{now && dayText(now.valid_from)}</td>
            <td class="meta">{t("protocol.by", { who: newest.by, at: formatDateTime(newest.at) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Ahead({ now, newest }: { now: Protocol["in_force"]; newest: Protocol["newest"] }) {
  if (newest.withdrawn) return <span>{t("protocol.withdrawn_since", { day: dayText(newest.valid_from) })}</span>;
  if (now?.version === newest.version) return null;
  return <p class="meta">{t("protocol.coming", { n: String(newest.version), day: dayText(newest.valid_from) })}</p>;
}
