import { describe, expect, it } from "vitest";
import { dayIn, instantOf, parseClock } from "./clockTime";
import { ageOn, readNationalId } from "./nationalId";
import { readScan } from "./scanned";

const TODAY = new Date("2025-11-03T00:00:00Z");

describe("the identity number", () => {
  it("gives birth date and sex once its check character fits", () => {
    // The worked example of GB 11643.
    expect(readNationalId("11010519491231002X", TODAY)).toEqual({ kind: "valid", birthDate: "1949-12-31", birthYear: 1949, sex: "female" });
    expect(readNationalId("440524 18800101 0014", TODAY)).toEqual({ kind: "wrong" });
    expect(readNationalId("11010519491231002x", TODAY).kind).toBe("valid");
  });

  it("is wrong with one slip, in the future, or on no day of the calendar", () => {
    expect(readNationalId("110105194912310021", TODAY)).toEqual({ kind: "wrong" });
    expect(readNationalId("110105194913310026", TODAY)).toEqual({ kind: "wrong" });
    expect(readNationalId("11010519491231002X", new Date("1949-01-01"))).toEqual({ kind: "wrong" });
  });

  it("of Viet Nam gives sex and year: it has no day and no check digit", () => {
    expect(readNationalId("001089012345", TODAY)).toEqual({ kind: "valid", birthDate: "", birthYear: 1989, sex: "male" });
    expect(readNationalId("019 304 000 001", TODAY)).toEqual({ kind: "valid", birthDate: "", birthYear: 2004, sex: "female" });
    expect(readNationalId("097089012345", TODAY)).toEqual({ kind: "other" });
    expect(readNationalId("001299012345", TODAY)).toEqual({ kind: "other" });
  });

  it("comes whole from a card's code, whoever types it", () => {
    expect(readScan("001089012345|012345678|Nguyễn Văn A|05031989|Nam|Hà Nội|01012021")).toEqual({
      nationalId: "001089012345",
      name: "Nguyễn Văn A",
      birthDate: "1989-03-05",
      sex: "male",
    });
    expect(readScan("11010519491231002X,王芳,女")).toEqual({ nationalId: "11010519491231002X", name: "王芳", sex: "female" });
    expect(readScan("11010519491231002X")).toBeNull();
    expect(readScan("not a number|Nam")).toBeNull();
  });

  it("leaves other countries' numbers and half-typed ones alone", () => {
    expect(readNationalId("00108901", TODAY)).toEqual({ kind: "other" });
    expect(readNationalId(" ", TODAY)).toEqual({ kind: "empty" });
  });

  it("age is in completed years", () => {
    expect(ageOn("1967-11-03", "2025-11-03")).toBe(58);
    expect(ageOn("1967-11-04", "2025-11-03")).toBe(57);
    expect(ageOn("2026-01-01", "2025-11-03")).toBeNull();
    expect(ageOn("", "2025-11-03")).toBeNull();
  });
});

describe("the time of day", () => {
  it("is read however it is typed", () => {
    expect(["14:05", "1405", "14.05", "9：30", " 930 "].map(parseClock)).toEqual(["14:05", "14:05", "14:05", "09:30", "09:30"]);
    expect(["24:00", "12:60", "7", "abc", ""].map(parseClock)).toEqual([null, null, null, null, null]);
  });

  it("is the hospital's, not the device's", () => {
    expect(instantOf("2025-11-03", "14:05", "Asia/Shanghai").toISOString()).toBe("2025-11-03T06:05:00.000Z");
    expect(instantOf("2025-11-03", "00:10", "Asia/Ho_Chi_Minh").toISOString()).toBe("2025-11-02T17:10:00.000Z");
    expect(instantOf("2025-03-30", "12:00", "Europe/Berlin").toISOString()).toBe("2025-03-30T10:00:00.000Z");
  });

  it("yesterday is the hospital's yesterday", () => {
    const at = Date.parse("2025-11-02T17:00:00Z");
    expect(dayIn("Asia/Shanghai", at)).toBe("2025-11-03");
    expect(dayIn("Asia/Shanghai", at, 1)).toBe("2025-11-02");
  });
});
