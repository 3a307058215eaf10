import { afterEach, describe, expect, it } from "vitest";
import { showLanguage } from "../../../i18n";
import { parseDate, parseTime, writtenDate } from "./written";

afterEach(() => showLanguage("en"));

describe("a typed date", () => {
  it.each([
    ["en", "3 Nov 2025", "3 Nov 2025"],
    ["en", "03/11/2025", "3 Nov 2025"],
    ["vi", "3/11/2025", "03/11/2025"],
    ["vi", "03112025", "03/11/2025"],
    ["zh-CN", "2025/11/3", "2025/11/03"],
    ["zh-CN", "2025年11月3日", "2025/11/03"],
    ["zh-CN", "20251103", "2025/11/03"],
    ["vi", "20251103", "03/11/2025"],
  ])("in %s %s is read and written back as %s", async (language, typed, written) => {
    await showLanguage(language);
    expect(parseDate(typed)).toBe("2025-11-03");
    expect(writtenDate("2025-11-03")).toBe(written);
    expect(parseDate(writtenDate("2025-11-03"))).toBe("2025-11-03");
  });

  it.each(["", "3", "3/11", "31/02/2025", "2025-13-01", "03/11/25", "3 Foo 2025", "20251345", "1/2/3/2025"])(
    "is not guessed from %j",
    (typed) => {
      expect(parseDate(typed)).toBeNull();
    },
  );

  it("is empty for nothing and for nonsense", () => {
    expect([writtenDate(""), writtenDate("2025"), writtenDate("2025-99-99")]).toEqual(["", "", ""]);
  });
});

describe("a typed time", () => {
  it("is read as people write it", () => {
    expect(["14:05", "1405", "9.30", "9：30", "9h30", "14时05分"].map(parseTime)).toEqual([
      "14:05",
      "14:05",
      "09:30",
      "09:30",
      "09:30",
      "14:05",
    ]);
    expect(["", "24:00", "12:60", "noon", "5"].map(parseTime)).toEqual([null, null, null, null, null]);
  });
});
