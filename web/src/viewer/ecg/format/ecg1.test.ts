// @vitest-environment node
import { describe, expect, it } from "vitest";
import { crc32 } from "./crc32";
import { decodeEcg1, type EcgSignal, readEcg1 } from "./ecg1";
import { Ecg1Error } from "./fault";
import { assemble, deflateRaw, encodeEcg1, encodeLead, type TestFile } from "./testing";

/** Five samples of two leads, put together byte by byte from the specification (with zlib, wbits -15). */
const GOLDEN = [
  "RUNHMeUBAAB7InYiOjEsIm4iOjUsImZzIjpbMTAwMCwyXSwibGVhZHMiOlt7Im5hbWUiOiJJIiwiY29kZSI6IjI6MSIsImRlcml2",
  "ZWQiOmZhbHNlLCJsc2JfblYiOjQ4ODAsIm9mZnNldF9uViI6MH0seyJuYW1lIjoiVjEiLCJjb2RlIjoiMjozIiwiZGVyaXZlZCI6",
  "ZmFsc2UsImxzYl9uViI6Mi41LCJvZmZzZXRfblYiOi0xMDAwfV0sInQwIjoiMjAyNS0xMS0wM1QxNDowNjoxMiIsImZpbHRlcnMi",
  "OnsibG93X2h6IjowLjA1fSwidW5pdHMiOiJuViIsInNvdXJjZV9zaGEyNTYiOiIwMCIsInBhcnNlciI6InAiLCJwYXJzZXJfdmVy",
  "c2lvbiI6IjEiLCJjaHVua3MiOlt7InQiOjAsIm4iOjUsIm9mZiI6MCwibGVuIjozMCwiY3JjMzIiOjQxNjE2MjQ2OTR9XSwic3Rh",
  "dGVtZW50cyI6WyLnqqbmgKflv4PlvosiXSwibWVhc3VyZW1lbnRzIjpbeyJuYW1lIjoiUVQiLCJ2YWx1ZSI6NDAwLCJ1bml0Ijoi",
  "bXMifV0sIndhcm5pbmdzIjpbImVjZy5jaGVja3N1bV9taXNtYXRjaCJdfWNgTGFgbGzw+FLPKMRUIMjIAML97/79Z2VgYABhAA==",
].join("");

/** Seven samples of two leads as the server's encoder writes them: two samples a second, so 5 to a chunk. */
const FROM_SERVER = [
  "RUNHMQUCAAB7InYiOjEsIm4iOjcsImZzIjpbMiwxXSwibGVhZHMiOlt7Im5hbWUiOiJJSSIsImNvZGUiOiIyOjIiLCJkZXJpdmVk",
  "IjpmYWxzZSwibHNiX25WIjo0ODgwLCJvZmZzZXRfblYiOjB9LHsibmFtZSI6IlYxIiwiY29kZSI6IjI6MyIsImRlcml2ZWQiOmZh",
  "bHNlLCJsc2JfblYiOjIuNSwib2Zmc2V0X25WIjotMTAwMH1dLCJ0MCI6bnVsbCwiZmlsdGVycyI6e30sInVuaXRzIjoiblYiLCJz",
  "b3VyY2Vfc2hhMjU2IjoiMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw",
  "MDAwMCIsInBhcnNlciI6ImRpY29tX3dhdmVmb3JtIiwicGFyc2VyX3ZlcnNpb24iOiJ4IiwiY2h1bmtzIjpbeyJ0IjowLCJuIjo1",
  "LCJvZmYiOjAsImxlbiI6MjgsImNyYzMyIjoyNjkxMDg5NDB9LHsidCI6NSwibiI6Miwib2ZmIjoyOCwibGVuIjoxMywiY3JjMzIi",
  "OjU4MjUyOTQ2M31dLCJzdGF0ZW1lbnRzIjpbIueqpuaAp+W/g+W+iyJdLCJtZWFzdXJlbWVudHMiOltdLCJ3YXJuaW5ncyI6W119",
  "Y2BkYGBtsPjf8L++gaGBUZCJAQqYgbhAkBGMAWNgZGBgZGRiZGJgAAA=",
].join("");

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer;

async function fault(bytes: ArrayBuffer): Promise<Ecg1Error> {
  return decodeEcg1(bytes).then(
    () => {
      throw new Error("was accepted");
    },
    (error: unknown) => {
      if (error instanceof Ecg1Error) return error;
      throw error;
    },
  );
}

function mv(signal: EcgSignal, lead: number): (number | null)[] {
  const samples = signal.leads[lead] ?? new Float32Array();
  return [...samples].map((value) => (Number.isNaN(value) ? null : Number(value.toFixed(6))));
}

const ramp = (length: number, step: number): number[] => Array.from({ length }, (_, i) => i * step);

describe("decodeEcg1", () => {
  it("reads the golden bytes: deltas, escape, wide values, gaps, fractional step and offset", async () => {
    const signal = await decodeEcg1(bytesOf(GOLDEN));
    expect(mv(signal, 0)).toEqual([0.488, 0.49288, -0.12688, -14.64, -14.02024]);
    expect(mv(signal, 1)).toEqual([0.174, null, -0.176003, -0.000987, null]);
    expect(signal.header).toMatchObject({
      rate: 500,
      recordedAt: "2025-11-03T14:06:12",
      filters: { lowHz: 0.05, highHz: null, notchHz: null },
      statements: ["窦性心律"],
      measurements: [{ name: "QT", value: "400", unit: "ms" }],
      warnings: ["ecg.checksum_mismatch"],
    });
  });

  it("reads what the server writes", async () => {
    const signal = await decodeEcg1(bytesOf(FROM_SERVER));
    expect(signal.header.chunks.map((chunk) => chunk.samples)).toEqual([5, 2]);
    expect([...(signal.leads[0] ?? [])]).toEqual(
      [0, 0.0244, -0.976, 159.90296, -159.90784, 0, 0.00488].map(Math.fround),
    );
    expect([...(signal.leads[1] ?? [])]).toEqual(
      [NaN, -0.001, -0.0009925, 0.174, NaN, -0.000995, NaN].map(Math.fround),
    );
  });

  it("gives back every sample over several chunks, the last one shorter", async () => {
    const values = ramp(1300, 1).map((i) => Math.round(900 * Math.sin(i / 7)) + (i % 300 === 0 ? 20_000 : 0));
    const signal = await decodeEcg1(await encodeEcg1({ leads: [{ name: "II", values }], chunkSamples: 500 }));
    expect([...(signal.leads[0] ?? [])].map((value) => Math.round(value * 1000))).toEqual(values);
  });

  it("tells of the header, then of each chunk as it comes", async () => {
    const file = await encodeEcg1({ leads: [{ name: "II", values: ramp(1200, 1) }], chunkSamples: 500 });
    const parts: [number, number, number][] = [];
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        for (let at = 0; at < file.byteLength; at += 97) controller.enqueue(new Uint8Array(file.slice(at, at + 97)));
        controller.close();
      },
    });
    await readEcg1(stream, (signal, from, to) => parts.push([from, to, signal.loaded]));
    expect(parts).toEqual([
      [0, 0, 0],
      [0, 500, 500],
      [500, 1000, 1000],
      [1000, 1200, 1200],
    ]);
  });

  it("leaves what has not arrived empty, never flat", async () => {
    const file = await encodeEcg1({ leads: [{ name: "II", values: ramp(1000, 1) }], chunkSamples: 500 });
    const seen: (number | undefined)[] = [];
    await decodeEcg1(file, (signal) => seen.push(signal.leads[0]?.[700]));
    expect(seen[1]).toBeNaN();
    expect(seen[2]).toBeCloseTo(0.7);
  });
});

describe("damage", () => {
  const small: TestFile = { leads: [{ name: "II", values: ramp(50, 3) }], chunkSamples: 20 };

  it.each([
    ["foreign bytes", "not_ecg1", async () => new TextEncoder().encode("<html><body>no</body>").buffer],
    ["an empty answer", "truncated", async () => new ArrayBuffer(0)],
    ["a later version", "version", async () => encodeEcg1({ ...small, header: { v: 2 } })],
    ["no leads", "header", async () => encodeEcg1({ ...small, header: { leads: [] } })],
    ["chunks that leave a hole", "header", async () => encodeEcg1({ ...small, header: { n: 51 } })],
    ["a recording of 10^12 values", "too_large", async () => encodeEcg1({ ...small, header: { n: 1e12 } })],
    ["a file cut short", "truncated", async () => (await encodeEcg1(small)).slice(0, -3)],
  ])("refuses %s as %s", async (_, expected, make) => {
    expect((await fault(await make())).fault).toBe(expected);
  });

  it("finds an altered byte and says from which second on", async () => {
    const file = new Uint8Array(await encodeEcg1({ ...small, rate: [10, 1] }));
    const last = file.length - 2;
    file[last] = (file[last] ?? 0) ^ 0x10;
    expect(await fault(file.buffer)).toMatchObject({ fault: "checksum", second: 4 });
  });

  const whole = async (inflated: number[], n: number): Promise<ArrayBuffer> => {
    const packed = await deflateRaw(inflated);
    const chunks = [{ t: 0, n, off: 0, len: packed.length, crc32: crc32(packed) }];
    const leads = [{ name: "II", code: "", lsb_nV: 1000, offset_nV: 0 }];
    return assemble({ v: 1, n, fs: [500, 1], leads, chunks }, [packed]);
  };

  it.each([
    ["too few samples", [...encodeLead([1, 2, 3])], 4],
    ["bytes too many", [...encodeLead([1, 2, 3]), 0], 3],
    ["an unknown kind", [0, 9, 0, 0], 1],
    ["far more bytes than samples", Array<number>(100_000).fill(0), 3],
  ])("refuses a chunk with %s", async (_, inflated, n) => {
    expect((await fault(await whole(inflated, n))).fault).toBe("chunk");
  });

  it("refuses bytes that are no deflate stream though their checksum is right", async () => {
    const packed = Uint8Array.of(0xff, 0xff, 0xff, 0xff);
    const chunks = [{ t: 0, n: 1, off: 0, len: 4, crc32: crc32(packed) }];
    const leads = [{ name: "II", code: "", lsb_nV: 1000, offset_nV: 0 }];
    expect((await fault(assemble({ v: 1, n: 1, fs: [500, 1], leads, chunks }, [packed]))).fault).toBe("chunk");
  });
});

describe("crc32", () => {
  it("is zlib's", () => {
    expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  });
});
