/** Reading the DICOM JSON model, PS3.18 annex F. Tags are eight upper-case hexadecimal digits. */

export interface Attribute {
  vr?: string;
  Value?: readonly unknown[];
  InlineBinary?: string;
  BulkDataURI?: string;
}

export type Dataset = Readonly<Record<string, Attribute | undefined>>;

/** Bytes that stand in the metadata or must be fetched. */
export type Bulk = { bytes: Uint8Array<ArrayBuffer> } | { uri: string };

/** All values as texts, "" for empty ones. */
export function texts(set: Dataset, tag: string): string[] {
  return (set[tag]?.Value ?? []).map((value) => (typeof value === "string" || typeof value === "number" ? String(value).trim() : ""));
}

/** The first value as text, "" when absent. */
export function text(set: Dataset, tag: string): string {
  return texts(set, tag)[0] ?? "";
}

/** All values that are numbers; DS and IS may arrive as texts. */
export function numbers(set: Dataset, tag: string): number[] {
  return (set[tag]?.Value ?? []).map((value) => (value === null || value === "" ? Number.NaN : Number(value))).filter(Number.isFinite);
}

export function number(set: Dataset, tag: string): number | null {
  return numbers(set, tag)[0] ?? null;
}

/** Items of a sequence. */
export function items(set: Dataset, tag: string): Dataset[] {
  return (set[tag]?.Value ?? []).filter((value): value is Dataset => typeof value === "object" && value !== null);
}

/** Binary value; numbers given as `Value` (US, SS) come back as little-endian 16-bit words. */
export function bulk(set: Dataset, tag: string): Bulk | null {
  const attribute = set[tag];
  if (attribute?.InlineBinary !== undefined) {
    return { bytes: Uint8Array.from(atob(attribute.InlineBinary), (letter) => letter.charCodeAt(0)) };
  }
  if (attribute?.BulkDataURI !== undefined) return { uri: attribute.BulkDataURI };
  const values = numbers(set, tag);
  return values.length === 0 ? null : { bytes: new Uint8Array(Uint16Array.from(values).buffer) };
}
