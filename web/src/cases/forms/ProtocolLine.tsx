import { useResource } from "../../api";
import { formatDate, t } from "../../i18n";
import { Icon } from "../../ui";
import { fileText } from "../../ui/icons";
import { fileOf, protocolsOf, type Protocol } from "./protocols";
import "./protocols.css";

interface ProtocolLineProps {
  org: { id: string; name: string };
  template: string;
}

/** What a hospital asks to be done in such a case; nothing where it shares no protocol or has no agreement. */
export function ProtocolLine({ org, template }: ProtocolLineProps) {
  const items = useResource<{ items: Protocol[] }>(protocolsOf(org.id)).data?.items ?? [];
  const row = items.find((each) => each.template === template)?.in_force;
  if (!row) return null;
  const since = formatDate(`${row.valid_from}T00:00:00Z`, "UTC");
  return (
    <p class="protocol-line">
      <Icon of={fileText} size={16} />
      <span>
        {t("protocol.one")}{" "}
        <a href={fileOf(org.id, row)} download>
          {row.title}
        </a>{" "}
        <span class="meta">{t("protocol.from", { n: String(row.version), day: since, hospital: org.name })}</span>
        {row.note !== "" && <span class="protocol-note">{row.note}</span>}
      </span>
    </p>
  );
}
