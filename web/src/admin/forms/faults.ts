import { ApiError } from "../../api";
import { tError } from "../../i18n";

/** Words beside fields, by the field's name. */
export type Faults = Readonly<Record<string, string>>;

export interface Placed {
  faults: Faults;
  /** What belongs to no field of this form. */
  general: string | null;
}

export const FAULTLESS: Placed = { faults: {}, general: null };

/** Where a form has another name for what the server calls a field. */
export type Aliases = Readonly<Record<string, string>>;

/** Puts a server's refusal beside the field it names (`params.field`), if the form has it. */
export function place(error: unknown, fields: readonly string[], aliases: Aliases = {}): Placed {
  const text = tError(error);
  const named = error instanceof ApiError ? error.params.field : undefined;
  const first = typeof named === "string" ? named.split(/[.[]/)[0] : undefined;
  const field = first === undefined ? undefined : (aliases[first] ?? first);
  if (field !== undefined && fields.includes(field)) return { faults: { [field]: text }, general: null };
  return { faults: {}, general: text };
}

/** Only the faults that are there: `{name: null}` has none. */
export function present(faults: Readonly<Record<string, string | null | false>>): Faults {
  const found = Object.entries(faults).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return Object.fromEntries(found);
}
