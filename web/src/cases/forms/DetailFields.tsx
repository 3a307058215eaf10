import { formatNumber, t } from "../../i18n";
import { Choice, Field, Select } from "../../ui";
import { isWrong, type Typed } from "./details";
import { said, totalOf, withUnit, type Template, type TemplateField } from "./templates";
import "./forms.css";

interface DetailFieldsProps {
  template: Template;
  typed: Typed;
  /** In kg, for what is reckoned by it. */
  weight: number | null;
  onChange: (code: string, value: string | string[]) => void;
  prefix?: string;
}

/** The specialty's part of the form; sums grow while it is filled in. */
export function DetailFields({ template, typed, weight, onChange, prefix = "detail" }: DetailFieldsProps) {
  return (
    <div class="detail-sections">
      {template.sections.map((section) => (
        <fieldset key={section.words.en} class="detail-section">
          <legend>{said(section.words)}</legend>
          <div class="detail-fields">
            {section.fields.map((field) => (
              <One key={field.code} id={`${prefix}-${field.code}`} field={field} template={template} typed={typed} weight={weight} onChange={onChange} />
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}

interface OneProps extends Omit<DetailFieldsProps, "prefix"> {
  id: string;
  field: TemplateField;
}

function One({ id, field, template, typed, weight, onChange }: OneProps) {
  const label = said(field.words);
  const value = typed[field.code];
  const text = typeof value === "string" ? value : "";
  const set = (next: string | string[]) => onChange(field.code, next);
  const options = field.options.map((each) => ({ value: each.code, text: said(each.words) }));
  if (field.kind === "total") {
    const sum = totalOf(template, field, (code) => typed[code]);
    return <Reckoned label={label} text={sum === null ? t("forms.total_open") : withUnit(sum, field)} whole={sum !== null} />;
  }
  if (field.kind === "per_kg") {
    const dose = weight === null || field.factor === null ? null : Math.round(weight * field.factor * 10) / 10;
    return <Reckoned label={label} text={dose === null ? t("forms.weight_first") : withUnit(dose, field)} whole={dose !== null} />;
  }
  if (field.kind === "choices") return <Several id={id} label={label} options={options} value={Array.isArray(value) ? value : []} onChange={set} />;
  if (field.kind === "choice") {
    // A scale is a list to pick from; a few words are buttons.
    return field.options[0]?.points !== null || options.length > 5 ? (
      <Select id={id} label={label} value={text} empty="—" options={options} onChange={set} />
    ) : (
      <Choice id={id} label={label} value={text} options={options} onChange={(picked) => set(picked)} />
    );
  }
  if (field.kind === "time") {
    return (
      <div class="detail-wide">
        <Field id={id} type="datetime-local" label={label} value={text} onInput={set} />
      </div>
    );
  }
  if (field.kind === "text") {
    return (
      <div class="detail-wide">
        <Field id={id} label={label} value={text} rows={2} maxLength={2000} onInput={set} />
      </div>
    );
  }
  const range = t("forms.range", { low: formatNumber(field.low ?? 0), high: formatNumber(field.high ?? 0) });
  return (
    <Field
      id={id}
      type="number"
      label={label}
      unit={field.unit}
      value={text}
      maxLength={9}
      error={isWrong(field, value) ? range : null}
      onInput={set}
    />
  );
}

function Reckoned({ label, text, whole }: { label: string; text: string; whole: boolean }) {
  return (
    <p class="detail-total" role="status">
      <span class="field-label">{label}</span>
      <output class={whole ? "detail-sum" : "meta"}>{text}</output>
    </p>
  );
}

interface SeveralProps {
  id: string;
  label: string;
  options: readonly { value: string; text: string }[];
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** Any of a few, all visible. */
function Several({ id, label, options, value, onChange }: SeveralProps) {
  const flip = (code: string) => onChange(value.includes(code) ? value.filter((each) => each !== code) : [...value, code]);
  return (
    <fieldset class="field choice" id={id} tabIndex={-1}>
      <legend class="field-label">{label}</legend>
      <div class="choice-options">
        {options.map((each) => (
          <label key={each.value} class="choice-option">
            <input type="checkbox" value={each.value} checked={value.includes(each.value)} onChange={() => flip(each.value)} />
            <span>{each.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
