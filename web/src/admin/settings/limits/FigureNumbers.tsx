import { t } from "../../../i18n";
import { Field, Select } from "../../../ui";
import { SpanField } from "./SpanField";

const TIMES = ["arrive_s", "order_emergency_s", "complete_s", "order_routine_s"] as const;
const STARTS = ["request", "opinion"] as const;

export type FigureNumbersData = Record<(typeof TIMES)[number], number> & { order_from: (typeof STARTS)[number]; fewest: number };

interface FigureNumbersProps {
  data: FigureNumbersData;
  onChange: (data: FigureNumbersData) => void;
}

/** The same for the whole network, so that its hospitals can be compared. */
export function FigureNumbers({ data, onChange }: FigureNumbersProps) {
  return (
    <fieldset class="limits-figures">
      <legend class="field-label">{t("limits.figures")}</legend>
      <div class="limits-row">
        {TIMES.map((name) => (
          <SpanField key={name} label={t(`limits.figure.${name}`)} seconds={data[name]} unit={60} onChange={(seconds) => onChange({ ...data, [name]: seconds })} />
        ))}
      </div>
      <div class="limits-row">
        <Select
          label={t("limits.order_from")}
          value={data.order_from}
          options={STARTS.map((value) => ({ value, text: t(`limits.order_from.${value}`) }))}
          onChange={(value) => onChange({ ...data, order_from: value === "opinion" ? "opinion" : "request" })}
        />
        <Field type="number" label={t("limits.fewest")} value={String(data.fewest)} onInput={(text) => onChange({ ...data, fewest: Number(text) })} />
      </div>
    </fieldset>
  );
}
