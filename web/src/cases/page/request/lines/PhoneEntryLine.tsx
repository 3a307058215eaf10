import { api, useAttempt } from "../../../../api";
import { formatDateTime, t } from "../../../../i18n";
import { Button } from "../../../../ui";
import { useCasePage } from "../../state/context";

/** Written down at the centre for a county that telephoned; the county looks at it later. */
export function PhoneEntryLine() {
  const { detail, reload } = useCasePage();
  const { failure, attempt } = useAttempt();
  const entry = detail.phone_entry;
  if (entry === null) return null;
  const confirm = async () => {
    if (await attempt(() => api.post(`/cases/${detail.id}/confirm_entry`))) reload();
  };
  return (
    <section class={entry.confirmed_at === null ? "waits-for" : undefined}>
      <p>{t("steps.phone_entry", { who: entry.entered_by.name, caller: entry.caller, phone: entry.caller_phone, time: formatDateTime(entry.at) })}</p>
      {entry.confirmed_at !== null && <p class="meta">{t("steps.phone_confirmed", { who: entry.confirmed_by?.name ?? "", time: formatDateTime(entry.confirmed_at) })}</p>}
      {entry.confirmed_at === null && detail.allowed.includes("edit_case") && (
        <Button size="small" onClick={() => void confirm()}>
          {t("steps.phone_confirm")}
        </Button>
      )}
      {failure !== null && <p class="request-warning">{failure}</p>}
    </section>
  );
}
