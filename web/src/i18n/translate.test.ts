import { beforeEach, describe, expect, it } from "vitest";
import { ApiError, OfflineError } from "../api/errors";
import { formatBytes, formatDate, formatDateTime, formatTime, parseNumber, timeZone } from "./format";
import { choose, chooseLanguage, LOCALES, LOCALE_NAMES, loadVoice, nearest, saidIn, showLanguage } from "./locale";
import { searchable } from "./searchable";
import { formatDuration, formatSpan } from "./span";
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
    await showLanguage("vi");
    expect(plural("common.unread", 1)).toBe("1 tin nhắn chưa đọc");
    expect(plural("common.unread", 1200)).toBe("1.200 tin nhắn chưa đọc");
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
    expect(nearest("vi-VN")).toBe("vi");
    expect(nearest("fr")).toBeNull();
    expect(LOCALES.map((each) => LOCALE_NAMES[each])).not.toContain(undefined);
  });

  it("is kept per person, before their profile and before the device's last", async () => {
    await chooseLanguage("en", "p1");
    expect(choose("p1", "zh-CN")).toBe("en");
    expect(choose("p2", "zh-CN")).toBe("zh-CN");
    expect(choose("p2", null)).toBe("en");
  });

  it("taken before the login is the choice of who logs in, and of nobody after", async () => {
    await chooseLanguage("vi");
    expect(choose("p3", "zh-CN")).toBe("vi");
    expect(choose("p4", "zh-CN")).toBe("zh-CN");
    expect(choose("p3", "zh-CN")).toBe("vi");
  });
});

describe("another language than the page's", () => {
  it("is spoken for one sentence, and not after it, even when it fails", async () => {
    const vi = await loadVoice("vi");
    const at = "2025-11-03T06:05:00.000Z";
    expect(saidIn(vi, () => `${t("common.sex.male")} ${formatDate(at)} ${formatBytes(1_840_000)}`)).toBe("Nam 03/11/2025 1,8 MB");
    const failing = () =>
      saidIn(vi, () => {
        throw new RangeError("nothing to say");
      });
    expect(failing).toThrow(RangeError);
    expect(t("common.sex.male")).toBe("M");
  });
});

describe("formats", () => {
  it("show times in the hospital's zone on a 24-hour clock", () => {
    expect(formatTime("2025-11-03T16:05:00.000Z")).toBe("00:05");
    expect(formatTime("2025-11-03T16:05:00.000Z", "Asia/Ho_Chi_Minh")).toBe("23:05");
  });

  it("write dates so that the other language's reader cannot take the month for the day", async () => {
    const written = async (language: string) => {
      await showLanguage(language);
      return [formatDate("2025-11-03T16:05:00.000Z"), formatDateTime("2025-11-03T16:05:00.000Z")];
    };
    expect(await written("en")).toEqual(["4 Nov 2025", "4 Nov 2025, 00:05"]);
    expect(await written("zh-CN")).toEqual(["2025/11/04", "2025/11/04 00:05"]);
    expect(await written("vi")).toEqual(["04/11/2025", "00:05 04/11/2025"]);
  });

  it("say durations without what is nothing", async () => {
    const said = async (language: string) => {
      await showLanguage(language);
      return [0, 45, 296, 1800, 21_600, 17_340, 273_600].map((seconds) => formatDuration(seconds * 1000));
    };
    expect(await said("en")).toEqual(["0 s", "45 s", "4 min 56 s", "30 min", "6 h", "4 h 49 min", "3 d 4 h"]);
    expect(await said("zh-CN")).toEqual(["0秒", "45秒", "4分钟56秒", "30分钟", "6小时", "4小时49分钟", "3天4小时"]);
    expect((await said("vi")).slice(2, 6)).toEqual(["4 phút 56 giây", "30 phút", "6 giờ", "4 giờ 49 phút"]);
  });

  it("write spans, bytes and numbers", () => {
    const spans = [0, 59_999, 190_000, 3_600_000, 6_720_000, -20_580_000, 273_600_000];
    expect(spans.map(formatSpan)).toEqual(["0:00", "0:59", "3:10", "1 h 00", "1 h 52", "5 h 43", "3 d 4 h"]);
    expect(formatBytes(1_840_000)).toBe("1.8 MB");
    expect(["3,1", "3.1", " 96 ", "-2", "1.2.3", "", "9a"].map(parseNumber)).toEqual([3.1, 3.1, 96, -2, null, null, null]);
  });
});

it("names are looked for without tones, accents and case", () => {
  expect(["Bệnh viện  Định Hóa", "NGUYỄN VĂN ĐẠT", "聊城市", " "].map(searchable)).toEqual(["benh vien dinh hoa", "nguyen van dat", "聊城市", ""]);
});
