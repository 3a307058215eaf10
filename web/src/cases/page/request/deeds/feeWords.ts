import { formatNumber, t } from "../../../../i18n";
import type { Fee } from "../../../detail";

/** "200 CNY · borne by the county hospital". */
export function feeWords({ amount, currency, payer }: Fee): string {
  const whole = currency === "CNY" ? amount / 100 : amount;
  return [`${formatNumber(whole)} ${currency}`, t(`steps.payer.${payer}`)].join(" · ");
}
