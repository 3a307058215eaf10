import { useResource } from "../../api";
import { formatNumber, parseNumber } from "../../i18n";
import { voice } from "../../i18n/locale";
import { fromBox, toBox } from "../../i18n/zoned";

export interface LabTest {
  code: string;
  en: string;
  zh: string;
  vi: string;
  unit: string;
  low: number | null;
  high: number | null;
  critical_low: number | null;
  critical_high: number | null;
}

/** One test as it is kept: its unit and range on that day, and its results, oldest first. */
export interface Lab {
  code?: string;
  name?: string;
  unit?: string;
  low?: number;
  high?: number;
  results: { value: number | string; at?: string; flag?: string }[];
}

/** One test as it is typed; times are shared by the columns of the table. */
export interface TypedLab {
  code: string;
  name: string;
  unit: string;
  low: string;
  high: string;
  values: string[];
}

export interface TypedLabs {
  /** "YYYY-MM-DDTHH:MM" of each column. */
  times: string[];
  rows: TypedLab[];
}

export const NO_LABS: TypedLabs = { times: [""], rows: [] };

export function useLabTests(): readonly LabTest[] {
  return useResource<{ items: LabTest[] }>("/labs").data?.items ?? [];
}

export function labName(test: Pick<LabTest, "en" | "zh" | "vi">): string {
  const locale = voice().locale;
  return locale === "zh-CN" ? test.zh : locale === "vi" ? test.vi : test.en;
}

export function labsOf(typed: TypedLabs): Lab[] {
  return typed.rows.flatMap((row) => {
    const results = row.values.flatMap((text, column) => {
      if (text.trim() === "") return [];
      const at = fromBox(typed.times[column] ?? "");
      return [{ value: parseNumber(text) ?? text.trim(), ...(at === null ? {} : { at }) }];
    });
    if (results.length === 0 || (row.code === "" && row.name.trim() === "")) return [];
    const [low, high] = [parseNumber(row.low), parseNumber(row.high)];
    return [
      {
        ...(row.code === "" ? { name: row.name.trim() } : { code: row.code }),
        ...(row.unit.trim() === "" ? {} : { unit: row.unit.trim() }),
        ...(low === null ? {} : { low }),
        ...(high === null ? {} : { high }),
        results,
      },
    ];
  });
}

/** Back into the table: one column per time. */
export function typedLabs(labs: readonly Lab[]): TypedLabs {
  const times = [...new Set(labs.flatMap((each) => each.results.map((result) => result.at ?? "")))].sort();
  if (times.length === 0) return NO_LABS;
  const written = (value: number | undefined) => (value === undefined ? "" : formatNumber(value, { useGrouping: false, maximumFractionDigits: 6 }));
  return {
    times: times.map((at) => (at === "" ? "" : toBox(at))),
    rows: labs.map((each) => ({
      code: each.code ?? "",
      name: each.name ?? "",
      unit: each.unit ?? "",
      low: written(each.low),
      high: written(each.high),
      values: times.map((at) => {
        const value = each.results.find((result) => (result.at ?? "") === at)?.value;
        return typeof value === "number" ? written(value) : (value ?? "");
      }),
    })),
  };
}

/** As the server will flag it: critical values doubled. */
export function flagOf(value: number, row: { low: number | null; high: number | null }, test: LabTest | undefined): string {
  if (test !== undefined && test.critical_low !== null && value <= test.critical_low) return "LL";
  if (test !== undefined && test.critical_high !== null && value >= test.critical_high) return "HH";
  if (row.low !== null && value < row.low) return "L";
  return row.high !== null && value > row.high ? "H" : "";
}
