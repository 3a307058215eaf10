import { t } from "../../../i18n";
import { SpanField } from "./SpanField";

const HOUR = 3600;
const TIMES = ["no_show_s", "bed_hold_s", "records_s", "feedback_s", "first_visit_s", "bounce_s", "beds_stale_s", "ask_ward_s", "beds_link_s"] as const;

export type ReferralNumbersData = Record<(typeof TIMES)[number], number>;

interface ReferralNumbersProps {
  data: ReferralNumbersData;
  onChange: (data: ReferralNumbersData) => void;
}

/** The journey of a referral and what comes after it, in hours. */
export function ReferralNumbers({ data, onChange }: ReferralNumbersProps) {
  return (
    <fieldset class="limits-figures">
      <legend class="field-label">{t("limits.referral")}</legend>
      <div class="limits-row">
        {TIMES.map((name) => (
          <SpanField key={name} label={t(`limits.referral.${name}`)} seconds={data[name]} unit={HOUR} onChange={(seconds) => onChange({ ...data, [name]: seconds })} />
        ))}
      </div>
    </fieldset>
  );
}
