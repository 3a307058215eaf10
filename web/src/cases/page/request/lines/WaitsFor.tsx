import { formatDateTime, t } from "../../../../i18n";
import { useCasePage } from "../../state/context";
import type { CaseRequest } from "../../../detail";

/** What the county is asked to add, in the asker's words, and until when. */
export function WaitsFor({ request }: { request: CaseRequest }) {
  const { detail } = useCasePage();
  const waits = request.course.waits_for;
  if (waits === null) return null;
  const who = waits.by === null ? "" : (detail.people[waits.by]?.name ?? "");
  return (
    <section class="waits-for">
      <h2>{t("steps.waits_for")}</h2>
      <p>
        <strong>{waits.missing.map((code) => t(`steps.missing.${code}`)).join(" · ")}</strong>
      </p>
      <p dir="auto">{waits.text}</p>
      <p class="meta">{t("steps.waits_since", { who, time: formatDateTime(waits.since), until: formatDateTime(waits.until) })}</p>
    </section>
  );
}
