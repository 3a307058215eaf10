import { Checks } from "../../admin/forms/Checks";
import { t } from "../../i18n";
import { Button, Choice, Field, Select } from "../../ui";
import { circleAlert, Icon, plus, x } from "../../ui/icons";
import { chosenOf, linesOf, textOf, type FieldSpec, type Line, type Section, type Typed, type Values } from "./fields";
import "./forms.css";

interface FieldsProps {
  /** Before the ids of its fields. */
  form: string;
  sections: readonly Section[];
  values: Values;
  onChange: (name: string, typed: Typed) => void;
  /** Words beside a field, by its name. */
  faults: Readonly<Record<string, string>>;
  /** Under what its sections stand: a sheet's title, or the page's. */
  heading?: "h2" | "h3";
}

export const idOf = (form: string, name: string) => `${form}-${name.replace(/\./g, "-")}`;
const last = (name: string) => name.split(".").at(-1) ?? name;
export const labelOf = (field: FieldSpec) => field.label ?? t(`referral.field.${field.words ?? last(field.name)}`);
/** A code in words; one from outside stands for itself. */
export const optionName = (name: string, code: string) => t(`referral.option.${last(name)}.${code}`);

/** The fields of a form in its order; what is asked only sometimes comes when it is. */
export function Fields({ form, sections, values, onChange, faults, heading: Heading = "h3" }: FieldsProps) {
  return (
    <>
      {sections.map((section, index) => {
        const fields = section.fields.filter((field) => field.when?.(values) ?? true);
        if (fields.length === 0) return null;
        return (
          <section key={section.key ?? index} class={`referral-fields${section.narrow ? " referral-fields-narrow" : ""}`}>
            {section.key && <Heading>{t(`referral.section.${section.key}`)}</Heading>}
            {fields.map((field) => (
              <One
                key={field.name}
                id={idOf(form, field.name)}
                field={field}
                values={values}
                error={faults[field.name] ?? null}
                onChange={(typed) => onChange(field.name, typed)}
              />
            ))}
          </section>
        );
      })}
    </>
  );
}

interface OneProps {
  id: string;
  field: FieldSpec;
  values: Values;
  error: string | null;
  onChange: (typed: Typed) => void;
}

const INPUTS = { text: "text", tel: "tel", password: "password", number: "number", moment: "datetime-local", day: "date" } as const;

function One({ id, field, values, error, onChange }: OneProps) {
  const shared = { id, label: labelOf(field), error, required: field.required ?? false };
  const text = textOf(values, field.name);
  switch (field.kind) {
    case "choice":
      return <Choice {...shared} value={text} options={optionsOf(field)} onChange={onChange} />;
    case "select":
      return <Select {...shared} value={text} options={optionsOf(field)} empty={t("referral.choose")} hint={field.hint} onChange={onChange} />;
    case "checks":
      return <Checks {...shared} options={optionsOf(field)} chosen={chosenOf(values, field.name)} onChange={onChange} />;
    case "rows":
      return <Rows id={id} field={field} lines={linesOf(values, field.name)} error={error} onChange={onChange} />;
    case "area":
    case "lines":
      return <Field {...shared} value={text} rows={field.kind === "lines" ? 2 : 3} maxLength={field.max ?? 8000} hint={field.hint ?? (field.kind === "lines" ? t("referral.one_a_line") : undefined)} onInput={onChange} />;
    default:
      return (
        <Field
          {...shared}
          type={INPUTS[field.kind]}
          value={text}
          unit={field.unit}
          hint={field.hint}
          maxLength={field.max ?? 200}
          autocomplete={field.kind === "password" ? "current-password" : undefined}
          onInput={onChange}
        />
      );
  }
}

const optionsOf = (field: FieldSpec) =>
  (field.options ?? []).map((each) => (typeof each === "string" ? { value: each, text: optionName(field.name, each) } : each));

interface RowsProps {
  id: string;
  field: FieldSpec;
  lines: readonly Line[];
  error: string | null;
  onChange: (lines: Line[]) => void;
}

/** Things of one kind, a line each. */
function Rows({ id, field, lines, error, onChange }: RowsProps) {
  const columns = field.columns ?? [];
  const write = (index: number, name: string, text: string) =>
    onChange(lines.map((line, at) => (at === index ? { ...line, [name]: text } : line)));
  return (
    <fieldset class="field referral-rows" id={id} tabIndex={-1}>
      <legend class="field-label">
        {labelOf(field)}
        {field.required && <span class="field-required">{t("common.required")}</span>}
      </legend>
      {lines.map((line, index) => (
        <div class="referral-row" key={index} role="group" aria-label={t("referral.row", { label: labelOf(field), n: index + 1 })}>
          {columns.map((column) => (
            <One
              key={column.name}
              id={`${id}-${index}-${column.name}`}
              field={column}
              values={line}
              error={null}
              onChange={(typed) => write(index, column.name, String(typed))}
            />
          ))}
          <Button
            kind="text"
            icon={x}
            label={t("referral.row_remove", { label: labelOf(field), n: index + 1 })}
            onClick={() => onChange(lines.filter((_, at) => at !== index))}
          />
          <Remark text={field.remark?.(line) ?? null} />
        </div>
      ))}
      {field.hint && <p class="meta">{field.hint}</p>}
      {error && <p class="field-error">{error}</p>}
      <Button size="small" icon={plus} onClick={() => onChange([...lines, Object.fromEntries(columns.map((each) => [each.name, ""]))])}>
        {t("referral.row_add")}
      </Button>
    </fieldset>
  );
}

function Remark({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <p class="referral-remark" role="status">
      <Icon of={circleAlert} size={16} />
      {text}
    </p>
  );
}
