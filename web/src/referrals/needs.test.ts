import { beforeAll, describe, expect, it } from "vitest";
import type { Capability } from "../admin/network/capabilities/types";
import { showLanguage } from "../i18n";
import { bodyOf } from "./forms/fields";
import { formOf, fromSheet } from "./new/forms";
import { needName, needsOf } from "./needs";

const said = (code: string, has: "yes" | "limited" | "no" | null, note = ""): Capability => ({
  code,
  kind: "test",
  stated: has && { version: 1, has, note, since: "2026-01-01", by: "Admin", at: "2026-01-01T00:00:00Z" },
});
const NEEDS = needsOf([said("inr", "yes"), said("dialysis", "no", "nearest 60 km"), said("ct", "limited", "days only"), said("mri", null)]);

describe("what a patient needs", () => {
  beforeAll(() => showLanguage("en"));

  it("is picked from what the hospital says of itself, and warned of where it cannot", () => {
    expect(NEEDS.options.map((each) => each.value)).toEqual(["inr", "dialysis", "ct", "mri"]);
    expect(NEEDS.remark({ code: "dialysis", name: "" })).toContain("nearest 60 km");
    expect(NEEDS.remark({ code: "ct", name: "" })).toContain("days only");
    expect([NEEDS.remark({ code: "inr", name: "" }), NEEDS.remark({ code: "mri" }), NEEDS.remark({ code: "", name: "INR" })]).toEqual([null, null, null]);
  });

  it("counts when it is picked alone, or typed alone", () => {
    const sections = formOf("referral_up", [], NEEDS);
    const body = bodyOf(sections, { "sheet.needs": [{ code: "ct", name: "" }, { code: "", name: "华法林 2.5 mg" }, { code: "", name: "" }] });
    expect(body).toEqual({ sheet: { needs: [{ code: "ct" }, { name: "华法林 2.5 mg" }] } });
  });

  it("is read in the reader's language, with what was typed beside it", () => {
    const item = needName({ code: "ct", name: "ct" });
    expect(item).not.toBe("ct");
    expect(needName({ code: "ct", name: "within the hour" })).toBe(`${item}: within the hour`);
    expect(needName({ code: "", name: "INR" })).toBe("INR");
    expect(fromSheet({ needs: [{ code: "ct", name: "ct" }] })).toEqual({ "sheet.needs": [{ code: "ct", name: "" }] });
  });
});
