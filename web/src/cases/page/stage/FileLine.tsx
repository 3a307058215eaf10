import { formatBytes, t } from "../../../i18n";
import { Button } from "../../../ui";
import { download, fileText, Icon } from "../../../ui/icons";

export interface FileLineProps {
  name: string;
  size?: number;
  /** Why it is not shown here. */
  reason?: string | undefined;
  url?: string | undefined;
  /** The device's own reader can be trusted with it. */
  opens?: boolean;
}

/** A file that is not shown in the page: what it is, why, and how to get it. */
export function FileLine({ name, size, reason, url, opens = false }: FileLineProps) {
  return (
    <div class="file-line">
      <Icon of={fileText} size={28} />
      <div>
        <strong>{name}</strong>
        {size !== undefined && <p>{formatBytes(size)}</p>}
        {reason && <p class="file-line-reason">{reason}</p>}
        {opens && <p>{t("case.stage.pdf")}</p>}
      </div>
      {url && (
        <Button href={url} icon={download}>
          {t("case.material.original")}
        </Button>
      )}
    </div>
  );
}
