import { formatDateTime, t } from "../../../i18n";
import type { Material } from "../../detail";
import { titleOf } from "../film/titles";

interface TombstoneProps {
  material: Material;
  removed: NonNullable<Material["removed"]>;
}

/** What stood here, who took it off, when and why. */
export function Tombstone({ material, removed }: TombstoneProps) {
  const params = { title: titleOf(material), who: removed.by?.name ?? "", time: formatDateTime(removed.at) };
  return (
    <div class="light-box">
      <div class="tombstone">
        <p>{t(removed.moved_to_case ? "case.stage.moved" : "case.stage.withdrawn", params)}</p>
        <p>{t("case.stage.removed_reason", { reason: removed.reason })}</p>
        {removed.moved_to_case && <a href={`/cases/${removed.moved_to_case}`}>{t("case.stage.to_other_case")}</a>}
      </div>
    </div>
  );
}
