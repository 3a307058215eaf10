import { describe, expect, it } from "vitest";
import { loadVoice, saidIn, LOCALES, has } from "../../i18n";
import { bodyOf, fieldsOf, gapsOf } from "../forms/fields";
import { NO_NEEDS } from "../needs";
import { wholeOf } from "../testing";
import { DEEDS, deedsOf } from "./deeds";

const NOTHING = { departments: [], elsewhere: [], needs: NO_NEEDS };
const sectionsOf = (action: string, whole = wholeOf()) => DEEDS[action]?.sections?.(whole, NOTHING) ?? [];

describe("every deed", () => {
  it.each(LOCALES)("has its words in %s", async (locale) => {
    const voice = await loadVoice(locale);
    const missing = saidIn(voice, () =>
      Object.entries(DEEDS).flatMap(([action, deed]) => {
        const fields = fieldsOf(sectionsOf(action), {});
        const last = (name: string) => name.split(".").at(-1) ?? "";
        return [
          `referral.action.${action}`,
          ...(deed.atOnce ? [] : [`referral.about.${action}`]),
          ...fields.filter((field) => field.label === undefined).map((field) => `referral.field.${field.words ?? last(field.name)}`),
          ...fields.flatMap((field) => (field.options ?? []).flatMap((option) => (typeof option === "string" ? [`referral.option.${last(field.name)}.${option}`] : []))),
          ...sectionsOf(action).flatMap((section) => (section.key === undefined ? [] : [`referral.section.${section.key}`])),
        ].filter((key) => !has(key));
      }),
    );
    expect(missing).toEqual([]);
  });

  it("opens with a form or is done at once", () => {
    for (const [action, deed] of Object.entries(DEEDS)) {
      expect([action, deed.atOnce === true || deed.sections !== undefined]).toEqual([action, true]);
    }
  });
});

describe("what the server is told", () => {
  const told = (action: string, values: Record<string, string>, whole = wholeOf()) => {
    const body = bodyOf(sectionsOf(action, whole), values);
    return DEEDS[action]?.shape?.(body, whole) ?? body;
  };

  it("names another hospital and its specialty apart", () => {
    expect(told("redirect", { where: "hospital", hospital: "anzhen cardiology", department_id: "old choice", reason: "no cath lab" })).toEqual({
      org_id: "anzhen",
      specialty: "cardiology",
      reason: "no cath lab",
    });
    expect(told("redirect", { where: "department", department_id: "d2", reason: "theirs" })).toEqual({ department_id: "d2", reason: "theirs" });
  });

  it("never declines without a way out", () => {
    expect(gapsOf(sectionsOf("decline"), { code: "no_bed" }).missing).toEqual(["alternative.kind", "alternative.text"]);
    expect(told("decline", { code: "no_bed", "alternative.kind": "later", "alternative.text": "Tomorrow at 8" })).toEqual({
      code: "no_bed",
      alternative: { kind: "later", text: "Tomorrow at 8" },
    });
  });

  it("answers each need, and what is done where it cannot be met", () => {
    const whole = wholeOf({ kind: "referral_down", sheet: { needs: [{ code: "inr", name: "INR" }, { code: "warfarin", name: "华法林" }] } });
    expect(gapsOf(sectionsOf("check_capability", whole), { "yes-0": "no" }).missing).toEqual(["instead-0", "yes-1"]);
    expect(told("check_capability", { "yes-0": "no", "instead-0": "by courier", "yes-1": "yes" }, whole)).toEqual({
      items: [
        { code: "inr", name: "INR", yes: false, instead: "by courier" },
        { code: "warfarin", name: "华法林", yes: true, instead: "" },
      ],
    });
  });

  it("asks for consent on departure only while nobody gave it", () => {
    const names = (state: string) => fieldsOf(sectionsOf("depart", wholeOf({ state })), {}).map((field) => field.name);
    expect(names("accepted")).toContain("agreed.by");
    expect(names("agreed")).not.toContain("agreed.by");
  });
});

describe("the one filled button", () => {
  const of = (state: string, ...allowed: string[]) => deedsOf(wholeOf({ state, allowed }));
  const first = (state: string, ...allowed: string[]) => of(state, ...allowed).first;

  it("is the next step", () => {
    expect(first("submitted", "decline", "accept", "ask_ward", "advise")).toBe("accept");
    expect(first("departed", "arrive", "update_eta")).toBe("arrive");
    expect(first("treating", "discharge", "upload_records")).toBe("discharge");
    expect(first("feedback", "close", "upload_records")).toBe("close");
  });

  it("goes on to the hospital pointed to, and is not asked again for what was read or sent", () => {
    expect(first("redirected", "acknowledge", "send_again")).toBe("send_again");
    expect(first("declined", "acknowledge", "send_again")).toBe("acknowledge");
    const done = wholeOf({
      state: "declined",
      allowed: ["acknowledge", "send_again"],
      acknowledged_at: "2026-01-02T07:00:00Z",
      replaced_by: { id: "r2", kind: "referral_up", number: "ZZ-0002", state: "submitted", arrived_at: null },
    });
    expect(deedsOf(done)).toEqual({ first: null, others: [] });
  });

  it("is none where only exceptions are left", () => {
    expect(first("cancelled", "send_again")).toBeNull();
    expect(first("accepted", "arrive", "ask_cancel", "schedule")).toBeNull();
    expect(of("accepted", "arrive", "ask_cancel", "schedule").others).toEqual(["schedule", "arrive", "ask_cancel"]);
  });
});
