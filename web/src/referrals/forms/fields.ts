import { fromBox } from "../../i18n/zoned";
import { parseNumber } from "../../i18n";

/** A choice's words, where they are not those of the form. */
export interface Chosen {
  value: string;
  text: string;
}

/** One field of a form, by its place in what the server is told (`checklist.vitals.pulse`). */
export interface FieldSpec {
  name: string;
  kind: "text" | "area" | "tel" | "password" | "number" | "moment" | "day" | "choice" | "select" | "checks" | "lines" | "rows";
  required?: boolean;
  unit?: string;
  max?: number;
  /** Codes of a choice; its words are `referral.option.<last part>.<code>` unless given here. */
  options?: readonly (string | Chosen)[];
  /** Of each line of `rows`. */
  columns?: readonly FieldSpec[];
  /** Its label is `referral.field.<words>` where the last part of its name does not fit. */
  words?: string;
  /** A label from elsewhere. */
  label?: string;
  hint?: string;
  /** Of a column: a line with this alone says enough. */
  enough?: boolean;
  /** Words under a line of `rows`. */
  remark?: (line: Line) => string | null;
  /** Asked only then. */
  when?: (values: Values) => boolean;
}

export interface Section {
  /** `referral.section.<key>`; none without. */
  key?: string;
  /** Many small boxes side by side. */
  narrow?: boolean;
  fields: readonly FieldSpec[];
}

export type Typed = string | string[] | Line[];
export type Line = Record<string, string>;
/** As typed, so that nothing is lost by being half finished. */
export type Values = Readonly<Record<string, Typed>>;

export const textOf = (values: Values, name: string): string => {
  const typed = values[name];
  return typeof typed === "string" ? typed : "";
};
export const chosenOf = (values: Values, name: string): string[] => {
  const typed = values[name];
  return Array.isArray(typed) && typed.every((each) => typeof each === "string") ? (typed as string[]) : [];
};
export const linesOf = (values: Values, name: string): Line[] => {
  const typed = values[name];
  return Array.isArray(typed) ? typed.filter((each): each is Line => typeof each === "object") : [];
};

export const fieldsOf = (sections: readonly Section[], values: Values): FieldSpec[] =>
  sections.flatMap((section) => section.fields.filter((field) => field.when?.(values) ?? true));

/** Names of the fields still empty that are needed, and of those whose number or time is none. */
export function gapsOf(sections: readonly Section[], values: Values): { missing: string[]; wrong: string[] } {
  const fields = fieldsOf(sections, values);
  const missing = fields.filter((field) => field.required && isEmpty(field, values)).map((field) => field.name);
  const wrong = fields.filter((field) => !isEmpty(field, values) && isWrong(field, textOf(values, field.name))).map((field) => field.name);
  return { missing, wrong };
}

function isEmpty(field: FieldSpec, values: Values): boolean {
  if (field.kind === "checks") return chosenOf(values, field.name).length === 0;
  if (field.kind === "rows") return saidLines(field, values).length === 0;
  return textOf(values, field.name).trim() === "";
}

function isWrong(field: FieldSpec, text: string): boolean {
  if (field.kind === "number") return parseNumber(text) === null;
  return field.kind === "moment" && fromBox(text) === null;
}

/** A line counts once its first column says something, or one that is enough. */
function saidLines(field: FieldSpec, values: Values): Line[] {
  const first = field.columns?.find((each) => each.kind !== "select");
  const saying = (field.columns ?? []).filter((each) => each === first || each.enough);
  return linesOf(values, field.name).filter((line) => saying.some(({ name }) => (line[name] ?? "").trim() !== ""));
}

/** What the server is told: only what was filled in, nested as the names say. */
export function bodyOf(sections: readonly Section[], values: Values): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const field of fieldsOf(sections, values)) {
    if (!isEmpty(field, values)) put(body, field.name.split("."), valueOf(field, values));
  }
  return body;
}

function valueOf(field: FieldSpec, values: Values): unknown {
  if (field.kind === "checks") return chosenOf(values, field.name);
  if (field.kind === "rows") return saidLines(field, values).map((line) => bodyOf([{ fields: field.columns ?? [] }], line));
  const text = textOf(values, field.name);
  if (field.kind === "lines") return text.split("\n").map((each) => each.trim()).filter(Boolean);
  if (field.kind === "number") return parseNumber(text);
  if (field.kind === "moment") return fromBox(text);
  return field.kind === "password" ? text : text.trim();
}

function put(body: Record<string, unknown>, [first = "", ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    body[first] = value;
    return;
  }
  const inner = (body[first] ?? {}) as Record<string, unknown>;
  body[first] = inner;
  put(inner, rest, value);
}
