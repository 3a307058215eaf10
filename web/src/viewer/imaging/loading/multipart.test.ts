import { describe, expect, it } from "vitest";
import { firstPart, parameter } from "./multipart";
import { entriesOf } from "./tables";

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const words = (part: Uint8Array): string => String.fromCharCode(...part);

describe("multipart answers", () => {
  const type = 'multipart/related; type="application/octet-stream"; boundary=ab-c';

  it("give their first part with its transfer syntax", () => {
    const body = bytes("--ab-c\r\nContent-Type: application/octet-stream; transfer-syntax=1.2.3\r\n\r\nxx\r\n--no\r\n--ab-c--\r\n");
    const part = firstPart(type, body);
    expect(part).toMatchObject({ type: "application/octet-stream", transferSyntax: "1.2.3" });
    expect(words(part.bytes)).toBe("xx\r\n--no");
  });

  it("may have a preamble, quotes and other letters' case", () => {
    const body = bytes("hello\r\n--q q\r\ncontent-type: image/jls\r\n\r\nyy\r\n--q q--");
    expect(firstPart('Multipart/Related; Boundary="q q"', body)).toMatchObject({ type: "image/jls", transferSyntax: "1.2.840.10008.1.2.4.80" });
  });

  it("are refused when cut off", () => {
    expect(() => firstPart(type, bytes("--ab-c\r\nContent-Type: a/b\r\n\r\nxx"))).toThrow("multipart");
  });

  it("may be no multipart at all", () => {
    const part = firstPart("application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1", bytes("zz"));
    expect(part).toMatchObject({ transferSyntax: "1.2.840.10008.1.2.1", type: "application/octet-stream" });
    expect(parameter("a/b", "boundary")).toBe("");
  });
});

describe("tables", () => {
  it("are read as words, or as bytes where the file packs them so", () => {
    expect([...entriesOf(Uint8Array.of(1, 0, 2, 1), 2)]).toEqual([1, 258]);
    expect([...entriesOf(Uint8Array.of(1, 2, 3, 0), 3)]).toEqual([1, 2, 3]);
  });
});
