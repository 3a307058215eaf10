import { beforeEach, expect, it } from "vitest";
import { showLanguage } from "../../../i18n";
import { fixed, plain, readingWords } from "./words";

beforeEach(() => showLanguage("vi"));

it("writes readings as the language writes numbers, never grouped, never as minus nought", () => {
  expect(readingWords({ ms: 1402.4, mv: -0.354, bpm: 43 })).toBe("1402 ms · −0,35 mV · 43 bpm");
  expect([plain(0.05, 3), plain(-0.001, 2), fixed(2, 1)]).toEqual(["0,05", "0", "2,0"]);
});
