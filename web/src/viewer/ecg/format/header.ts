import { Ecg1Error } from "./fault";

export interface LeadHeader {
  name: string;
  code: string;
  derived: boolean;
  lsbNv: number;
  offsetNv: number;
}

export interface ChunkEntry {
  /** First sample of the recording held by this chunk. */
  first: number;
  samples: number;
  /** Byte offset from the end of the header. */
  offset: number;
  length: number;
  crc32: number;
}

export interface Filters {
  lowHz: number | null;
  highHz: number | null;
  notchHz: number | null;
}

export interface Measurement {
  name: string;
  value: string;
  unit: string;
}

export interface EcgHeader {
  samples: number;
  /** Samples per second. */
  rate: number;
  leads: LeadHeader[];
  /** As the device wrote it; without a zone when the device named none. */
  recordedAt: string | null;
  filters: Filters;
  statements: string[];
  measurements: Measurement[];
  warnings: string[];
  chunks: ChunkEntry[];
}

/** 24 h of three leads at 250 Hz is 65 million values. */
const MAX_VALUES = 100_000_000;
const MAX_LEADS = 64;

type Json = Record<string, unknown>;

function fail(detail: string): never {
  throw new Ecg1Error("header", detail);
}

function object(value: unknown, name: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) fail(`${name} is no object`);
  return value as Json;
}

function array(value: unknown, name: string): unknown[] {
  return Array.isArray(value) ? value : fail(`${name} is no list`);
}

function count(value: unknown, name: string, least: number): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < least) {
    fail(`${name} is ${String(value)}`);
  }
  return value;
}

function finite(value: unknown, name: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) fail(`${name} is ${String(value)}`);
  return value;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function texts(value: unknown, name: string): string[] {
  return value === undefined ? [] : array(value, name).map(text).filter((line) => line !== "");
}

function optionalHz(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function lead(value: unknown): LeadHeader {
  const raw = object(value, "lead");
  const lsbNv = finite(raw["lsb_nV"], "lsb_nV");
  if (lsbNv === 0) fail("lsb_nV is 0");
  return {
    name: text(raw["name"]) || text(raw["code"]) || "?",
    code: text(raw["code"]),
    derived: raw["derived"] === true,
    lsbNv,
    offsetNv: raw["offset_nV"] === undefined ? 0 : finite(raw["offset_nV"], "offset_nV"),
  };
}

function chunk(value: unknown): ChunkEntry {
  const raw = object(value, "chunk");
  return {
    first: count(raw["t"], "chunk t", 0),
    samples: count(raw["n"], "chunk n", 1),
    offset: count(raw["off"], "chunk off", 0),
    length: count(raw["len"], "chunk len", 1),
    crc32: count(raw["crc32"], "chunk crc32", 0),
  };
}

function measurement(value: unknown): Measurement {
  const raw = object(value, "measurement");
  const number = raw["value"];
  return {
    name: text(raw["name"]),
    value: typeof number === "number" || typeof number === "string" ? String(number) : "",
    unit: text(raw["unit"]),
  };
}

function rate(value: unknown): number {
  const [above, below] = array(value, "fs");
  const hertz = finite(above, "fs") / finite(below, "fs");
  if (!Number.isFinite(hertz) || hertz <= 0) fail("fs is no rate");
  return hertz;
}

/** Chunks must tile the recording in time and the file in bytes: no hole can pass as a flat line. */
function tiled(chunks: ChunkEntry[], samples: number): ChunkEntry[] {
  let time = 0;
  let byte = 0;
  for (const entry of chunks) {
    if (entry.first !== time || entry.offset !== byte) fail("chunks leave a hole");
    time += entry.samples;
    byte += entry.length;
  }
  if (time !== samples) fail(`chunks hold ${time} of ${samples} samples`);
  return chunks;
}

/** Checks and names the fields of an ECG1 header. Throws Ecg1Error `version`, `header`, `too_large`. */
export function parseHeader(json: string): EcgHeader {
  let raw: Json;
  try {
    raw = object(JSON.parse(json), "header");
  } catch {
    fail("no JSON object");
  }
  if (raw["v"] !== 1) throw new Ecg1Error("version", String(raw["v"]));
  const samples = count(raw["n"], "n", 1);
  const leads = array(raw["leads"], "leads").map(lead);
  if (leads.length === 0) fail("no leads");
  if (leads.length > MAX_LEADS || samples * leads.length > MAX_VALUES) {
    throw new Ecg1Error("too_large", `${leads.length} leads of ${samples} samples`);
  }
  const filters = raw["filters"] === undefined ? {} : object(raw["filters"], "filters");
  return {
    samples,
    rate: rate(raw["fs"]),
    leads,
    recordedAt: text(raw["t0"]) || null,
    filters: {
      lowHz: optionalHz(filters["low_hz"]),
      highHz: optionalHz(filters["high_hz"]),
      notchHz: optionalHz(filters["notch_hz"]),
    },
    statements: texts(raw["statements"], "statements"),
    measurements: raw["measurements"] === undefined ? [] : array(raw["measurements"], "measurements").map(measurement),
    warnings: texts(raw["warnings"], "warnings"),
    chunks: tiled(array(raw["chunks"], "chunks").map(chunk), samples),
  };
}
