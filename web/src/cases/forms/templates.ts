import { useResource } from "../../api";
import { formatNumber } from "../../i18n";
import { voice } from "../../i18n/locale";

/** Words of a template in the three languages it was written in. */
export interface Words {
  en: string;
  zh: string;
  vi: string;
}

export interface Option {
  code: string;
  words: Words;
  points: number | null;
}

export interface TemplateField {
  code: string;
  kind: "number" | "text" | "choice" | "choices" | "time" | "total" | "per_kg";
  words: Words;
  unit: string;
  low: number | null;
  high: number | null;
  options: Option[];
  of: string[];
  factor: number | null;
}

export interface Template {
  code: string;
  version: number;
  words: Words;
  specialties: string[];
  complaints: Words[];
  questions: Words[];
  sections: { words: Words; fields: TemplateField[] }[];
}

export interface TemplateVersion {
  code: string;
  version: number;
  newest: boolean;
  shipped: boolean;
  enabled: boolean;
  definition: Template;
}

const LANGUAGE: Readonly<Record<string, keyof Words>> = { en: "en", "zh-CN": "zh", vi: "vi" };

/** In the reader's language. */
export const said = (words: Words): string => words[LANGUAGE[voice().locale] ?? "en"];

/** Every version the hospital's network has; `enabled` is the hospital's choice. */
export function useTemplates(org: string | null): readonly TemplateVersion[] | undefined {
  return useResource<{ items: TemplateVersion[] }>(org === null || org === "" ? null : `/templates?org=${org}`).data?.items;
}

/** The version a form was written with, or the newest. */
export function versionOf(all: readonly TemplateVersion[] | undefined, code: string, version: number | null): Template | undefined {
  const found = all?.find((each) => each.code === code && (version === null ? each.newest : each.version === version));
  return found?.definition;
}

export const fieldsOf = (template: Template): TemplateField[] => template.sections.flatMap((each) => each.fields);

/** The points of what was chosen; null while a part is open. */
export function totalOf(template: Template, field: TemplateField, chosen: (code: string) => unknown): number | null {
  const parts = fieldsOf(template).filter((each) => field.of.includes(each.code));
  const points = parts.map((part) => part.options.find((each) => each.code === chosen(part.code))?.points ?? null);
  return points.includes(null) ? null : points.reduce<number>((sum, each) => sum + (each ?? 0), 0);
}

/** "12 / 42", "1,2 mmol/L": a value as it is read. */
export function withUnit(value: number, field: Pick<TemplateField, "unit" | "kind" | "high">): string {
  const number = formatNumber(value, { maximumFractionDigits: 3 });
  if (field.kind === "total" && field.high !== null) return `${number} / ${formatNumber(field.high)}`;
  return field.unit === "" ? number : `${number} ${field.unit}`;
}
