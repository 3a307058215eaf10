import { plural, t } from "../../../i18n";
import { dayText, today } from "../../forms/today";
import type { Member } from "../../types";
import { licenceView, type LicenceView } from "./licenceView";

/** A bar that ends on a date, and the same in words. */
export function Licence({ person }: { person: Member }) {
  const view = licenceView(person.licence_no, person.licence_valid_to, today());
  if (view.state === "none") return <span class="meta">{t("admin.licence.none")}</span>;
  return (
    <span class={`licence licence-${view.state}`}>
      {view.state !== "open" && (
        <span class="licence-bar" aria-hidden="true">
          <span style={{ width: `${Math.round(view.share * 100)}%` }} />
        </span>
      )}
      <span>{words(view, person.licence_valid_to)}</span>
    </span>
  );
}

function words(view: LicenceView, validTo: string | null): string {
  if (view.state === "open" || validTo === null) return t("admin.licence.open");
  const date = dayText(validTo);
  if (view.state === "over") return t("admin.licence.over", { date });
  if (view.state === "soon") return plural("admin.licence.soon", view.days, { date });
  return t("admin.licence.good", { date });
}
