import { beforeEach, describe, expect, it } from "vitest";
import { ApiError, OfflineError } from "../api/errors";
import { formatBytes, formatDate, formatSpan, formatTime, parseNumber, timeZone } from "./format";
import { choose, chooseLanguage, LOCALES, nearest, showLanguage } from "./locale";
import { plural, t, tError } from "./translate";

beforeEach(async () => {
  localStorage.clear();
  timeZone.value = "Asia/Shanghai";
  await showLanguage("en");
});

describe("texts", () => {
  it("switch language without a reload and fill holes", async () => {
    expect(t("common.save.local", { time: "12:03:11" })).toBe("Saved 12:03:11 · this device only");
    await showLanguage("zh-CN");
    expect(t("common.save.local", { time: "12:03:11" })).toBe("已保存 12:03:11 · 仅本机");
    expect(document.documentElement.lang).toBe("zh-CN");
  });

  it("count as the language counts", async () => {
    expect(plural("common.unread", 1)).toBe("1 unread message");
    expect(plural("common.unread", 1200)).toBe("1,200 unread messages");
    await showLanguage("zh-CN");
    expect(plural("common.unread", 1)).toBe("1 条未读消息");
  });

  it("say what went wrong by code, then by the server's words, then at all", () => {
    expect(tError(new ApiError(403, "http.403", {}, ""))).toBe("You may not do this.");
    expect(tError(new ApiError(409, "made.up", {}, "Already signed."))).toBe("Already signed.");
    expect(tError(new ApiError(500, "made.up", {}, ""))).toBe(t("errors.unexpected"));
    expect(tError(new OfflineError("timeout"))).toBe(t("errors.offline"));
    expect(tError(new TypeError("x is not a function"))).toBe(t("errors.unexpected"));
  });
});

describe("the language", () => {
  it("is the nearest we have", () => {
    expect([...LOCALES].sort()).toEqual(["en", "vi", "zh-CN"]);
    expect(nearest("zh-Hans-CN")).toBe("zh-CN");
    expect(nearest("EN-gb")).toBe("en");
    expect(nearest("fr")).toBeNull();
  });

  it("is kept per person, before their profile and before the device's last", async () => {
    await chooseLanguage("en", "p1");
    expect(choose("p1", "zh-CN")).toBe("en");
    expect(choose("p2", "zh-CN")).toBe("zh-CN");
    expect(choose("p2", null)).toBe("en");
  });
});

describe("formats", () => {
  it("show times in the hospital's zone on a 24-hour clock", () => {
    expect(formatTime("2025-11-03T16:05:00.000Z")).toBe("00:05");
    expect(formatTime("2025-11-03T16:05:00.000Z", "Asia/Ho_Chi_Minh")).toBe("23:05");
    expect(formatDate("2025-11-03T16:05:00.000Z")).toMatch(/11.04|04.11/);
  });

  it("write spans, bytes and numbers", () => {
    expect([0, 59_999, 190_000, 3_600_000, 6_720_000].map(formatSpan)).toEqual(["0:00", "0:59", "3:10", "1:00", "1:52"]);
    expect(formatBytes(1_840_000)).toBe("1.8 MB");
    expect(["3,1", "3.1", " 96 ", "-2", "1.2.3", "", "9a"].map(parseNumber)).toEqual([3.1, 3.1, 96, -2, null, null, null]);
  });
});
