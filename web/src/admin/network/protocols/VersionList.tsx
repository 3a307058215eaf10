import { formatBytes, formatDateTime, t } from "../../../i18n";
import { fileOf, type ProtocolRow } from "../../../cases/forms/protocols";
import { dayText } from "../../forms/today";

/** What was ever published or withdrawn, newest first. */
export function VersionList({ org, rows }: { org: string; rows: readonly ProtocolRow[] }) {
  return (
    <section class="admin-part" aria-labelledby="protocol-versions">
      <h3 id="protocol-versions">{t("protocol.versions")}</h3>
      <ul class="admin-lines">
        {rows.map((row) => (
          <li key={row.version} class="protocol-version">
            {row.withdrawn ? (
              <span>{t("protocol.withdrawn_since", { day: dayText(row.valid_from) })}</span>
            ) : (
              <>
                <a class="protocol-file" href={fileOf(org, row)} download>
                  {t("protocol.named", { title: row.title, n: String(row.version) })}
                </a>
                <span>{t("protocol.valid", { day: dayText(row.valid_from), size: formatBytes(row.size) })}</span>
              </>
            )}
            {row.note !== "" && <span dir="auto">{row.note}</span>}
            <span class="meta">{t("protocol.by", { who: row.by, at: formatDateTime(row.at) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
