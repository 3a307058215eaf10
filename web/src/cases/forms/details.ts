import { formatDateTime, formatNumber, parseNumber } from "../../i18n";
import { fromBox, toBox } from "../../i18n/zoned";
import { fieldsOf, said, withUnit, type Template, type TemplateField } from "./templates";

/** What was typed of a template: text as typed, codes of what was chosen. */
export type Typed = Record<string, string | string[]>;

/** What the server keeps. */
export type Details = Record<string, string | number | string[]>;

/** The answers as they are sent; totals are the server's. */
export function detailsOf(template: Template | undefined, typed: Typed): Details {
  const details: Details = {};
  for (const field of template === undefined ? [] : fieldsOf(template)) {
    const value = sent(field, typed[field.code]);
    if (value !== null) details[field.code] = value;
  }
  return details;
}

function sent(field: TemplateField, value: string | string[] | undefined): string | number | string[] | null {
  if (value === undefined || value.length === 0) return null;
  if (Array.isArray(value)) return field.kind === "choices" ? value : null;
  if (field.kind === "number") return parseNumber(value);
  if (field.kind === "time") return fromBox(value);
  return field.kind === "text" || field.kind === "choice" ? value : null;
}

/** Back into boxes. */
export function typedOf(template: Template, details: Details): Typed {
  const typed: Typed = {};
  for (const field of fieldsOf(template)) {
    const value = details[field.code];
    if (value === undefined || field.kind === "total" || field.kind === "per_kg") continue;
    if (typeof value === "number") typed[field.code] = formatNumber(value, { useGrouping: false, maximumFractionDigits: 3 });
    else typed[field.code] = field.kind === "time" ? toBox(String(value)) : value;
  }
  return typed;
}

/** Whether a number that was typed cannot be. */
export function isWrong(field: TemplateField, value: string | string[] | undefined): boolean {
  if (field.kind !== "number" || typeof value !== "string" || value.trim() === "") return false;
  const number = parseNumber(value);
  return number === null || (field.low !== null && number < field.low) || (field.high !== null && number > field.high);
}

/** The filled lines of a template, section by section, in the reader's language. */
export function linesOf(template: Template, details: Details): { title: string; rows: { key: string; label: string; text: string }[] }[] {
  return template.sections
    .map((section) => ({
      title: said(section.words),
      rows: section.fields.flatMap((field) => {
        const text = words(field, details[field.code]);
        return text === null ? [] : [{ key: field.code, label: said(field.words), text }];
      }),
    }))
    .filter(({ rows }) => rows.length > 0);
}

function words(field: TemplateField, value: Details[string] | undefined): string | null {
  if (value === undefined) return null;
  if (typeof value === "number") return withUnit(value, field);
  const chosen = (code: string) => {
    const option = field.options.find((each) => each.code === code);
    return option === undefined ? code : said(option.words);
  };
  if (Array.isArray(value)) return value.map(chosen).join(" · ");
  if (field.kind === "time") return formatDateTime(value);
  return field.kind === "choice" ? chosen(value) : value;
}
