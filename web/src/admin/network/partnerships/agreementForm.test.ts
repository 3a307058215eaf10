import { describe, expect, it } from "vitest";
import { dayOf, endOfDay, lastDay, startOfDay } from "../../../i18n/days";
import { agreementBody, endingAt, type AgreementDraft } from "./agreementForm";

const draft: AgreementDraft = {
  requester_org: "a",
  provider_org: "b",
  services: ["consultation", "referral"],
  first_day: "2026-11-21",
  last_day: "",
  allows_referral: false,
};

describe("days", () => {
  it("begin and end at the hospital's midnight", () => {
    expect(startOfDay("2026-11-21", "Asia/Shanghai")).toBe("2026-11-20T16:00:00.000Z");
    expect(endOfDay("2026-12-31", "Asia/Ho_Chi_Minh")).toBe("2026-12-31T17:00:00.000Z");
    expect(startOfDay("2026-03-01", "UTC")).toBe("2026-03-01T00:00:00.000Z");
  });

  it("survive a change of the clocks", () => {
    expect(startOfDay("2026-03-29", "Europe/Berlin")).toBe("2026-03-28T23:00:00.000Z");
    expect(endOfDay("2026-03-29", "Europe/Berlin")).toBe("2026-03-29T22:00:00.000Z");
    expect(startOfDay("2026-10-26", "Europe/Berlin")).toBe("2026-10-25T23:00:00.000Z");
  });

  it("are read back as they were typed", () => {
    for (const zone of ["Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "UTC"]) {
      expect(lastDay(endOfDay("2026-12-31", zone), zone)).toBe("2026-12-31");
      expect(dayOf(Date.parse(startOfDay("2027-02-28", zone)), zone)).toBe("2027-02-28");
    }
  });
});

describe("an agreement as sent", () => {
  it("begins now when it begins today, and is open without a last day", () => {
    const body = agreementBody(draft, "Asia/Shanghai", "2026-11-21");
    expect(body).not.toHaveProperty("valid_from");
    expect(body.valid_to).toBeNull();
    expect(body.services).toEqual(["consultation", "referral"]);
  });

  it("covers whole days of the asking hospital", () => {
    const whole = { ...draft, first_day: "2026-12-01", last_day: "2027-11-30" };
    expect(agreementBody(whole, "Asia/Shanghai", "2026-11-21")).toMatchObject({
      valid_from: "2026-11-30T16:00:00.000Z",
      valid_to: "2027-11-30T16:00:00.000Z",
    });
  });
});

describe("ending", () => {
  const now = Date.parse("2026-11-21T06:00:00.000Z");
  it("is after a day, at once, or before it ever began", () => {
    expect(endingAt("2026-11-21", "Asia/Shanghai", "2026-01-01T00:00:00Z", now)).toBe("2026-11-21T16:00:00.000Z");
    expect(endingAt(null, "Asia/Shanghai", "2026-01-01T00:00:00Z", now)).toBe("2026-11-21T06:00:00.000Z");
    expect(endingAt(null, "Asia/Shanghai", "2027-01-01T00:00:00.000Z", now)).toBe("2027-01-01T00:00:00.000Z");
  });
});
