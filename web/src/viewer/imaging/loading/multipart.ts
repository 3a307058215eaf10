/** The first part of a multipart/related answer (RFC 2387), or the whole of a plain one. */

export interface Part {
  type: string;
  /** Empty where the server did not say. */
  transferSyntax: string;
  bytes: Uint8Array<ArrayBuffer>;
}

const IMPLICIT = "1.2.840.10008.1.2";
/** PS3.18 table 8.7.3-5: what a media type means when no transfer syntax is named. */
const BY_TYPE: Readonly<Record<string, string>> = {
  "image/jpeg": "1.2.840.10008.1.2.4.70",
  "image/dicom-rle": "1.2.840.10008.1.2.5",
  "image/jls": "1.2.840.10008.1.2.4.80",
  "image/jp2": "1.2.840.10008.1.2.4.90",
  "image/jphc": "1.2.840.10008.1.2.4.201",
};

export function parameter(header: string, name: string): string {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]*))`, "i").exec(header);
  return found?.[1] ?? found?.[2] ?? "";
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}

function described(type: string, bytes: Uint8Array<ArrayBuffer>): Part {
  const media = type.split(";")[0]?.trim().toLowerCase() ?? "";
  return { type: media, transferSyntax: parameter(type, "transfer-syntax") || (BY_TYPE[media] ?? ""), bytes };
}

/** Throws RangeError when a multipart answer has no complete part. */
export function firstPart(contentType: string, body: Uint8Array<ArrayBuffer>): Part {
  if (!/^multipart\//i.test(contentType)) return described(contentType, body);
  const letters = new TextEncoder();
  const boundary = letters.encode(`--${parameter(contentType, "boundary")}`);
  const head = indexOf(body, boundary, 0);
  const blank = head < 0 ? -1 : indexOf(body, letters.encode("\r\n\r\n"), head);
  const end = blank < 0 ? -1 : indexOf(body, letters.encode(`\r\n--${parameter(contentType, "boundary")}`), blank + 2);
  if (end < 0) throw new RangeError("multipart");
  const headers = new TextDecoder().decode(body.subarray(head, blank));
  const type = /^content-type:\s*(.+)$/im.exec(headers)?.[1]?.trim() ?? IMPLICIT;
  return described(type, body.slice(blank + 4, Math.max(end, blank + 4)));
}
