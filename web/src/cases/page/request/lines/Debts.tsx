import { now } from "../../../../api";
import { formatTime, has, t } from "../../../../i18n";
import { Button } from "../../../../ui";
import type { CaseDetail } from "../../../detail";

/** What an emergency still owes, in grey; late ones say so in words. */
export function Debts({ detail, onPay }: { detail: CaseDetail; onPay?: (() => void) | undefined }) {
  if (detail.debts.length === 0) return null;
  return (
    <section class="debts">
      <h2>{t("case.debts")}</h2>
      <ul>
        {detail.debts.map((each) => (
          <li key={each.field}>
            <span>{has(`case.field.${each.field}`) ? t(`case.field.${each.field}`) : each.field}</span>
            <span class={Date.parse(each.due_at) < now.value ? "debt-late" : undefined}>
              {t(Date.parse(each.due_at) < now.value ? "case.debt_late" : "case.debt_due", { time: formatTime(each.due_at) })}
            </span>
          </li>
        ))}
      </ul>
      {onPay && (
        <Button size="small" onClick={onPay}>
          {t("case.debts_pay")}
        </Button>
      )}
    </section>
  );
}
