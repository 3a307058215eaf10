import { describe, expect, it } from "vitest";
import { timeZone } from "../../i18n";
import { bodyOf, gapsOf, type Section, type Values } from "./fields";

const SECTIONS: readonly Section[] = [
  {
    fields: [
      { name: "eta", kind: "moment", required: true },
      { name: "checklist.transport", kind: "choice", required: true, options: ["ambulance", "other"] },
      { name: "checklist.vehicle", kind: "text", required: true, when: (values) => values["checklist.transport"] === "ambulance" },
      { name: "checklist.vitals.pulse", kind: "number" },
      { name: "checklist.lines", kind: "lines" },
      { name: "checklist.escort", kind: "checks", options: ["doctor", "nurse"] },
      { name: "checklist.drugs", kind: "rows", columns: [{ name: "name", kind: "text" }, { name: "dose", kind: "text" }] },
    ],
  },
];

describe("a form", () => {
  timeZone.value = "Asia/Shanghai";

  it("tells the server what was filled in, nested, and nothing else", () => {
    const values: Values = {
      eta: "2026-01-02T15:30",
      "checklist.transport": "ambulance",
      "checklist.vehicle": " 青A ",
      "checklist.vitals.pulse": "96",
      "checklist.lines": "IV left arm\n\n urinary catheter ",
      "checklist.escort": ["nurse"],
      "checklist.drugs": [{ name: "aspirin", dose: "300 mg" }, { name: " ", dose: "forgotten" }],
    };
    expect(bodyOf(SECTIONS, values)).toEqual({
      eta: "2026-01-02T07:30:00.000Z",
      checklist: {
        transport: "ambulance",
        vehicle: "青A",
        vitals: { pulse: 96 },
        lines: ["IV left arm", "urinary catheter"],
        escort: ["nurse"],
        drugs: [{ name: "aspirin", dose: "300 mg" }],
      },
    });
    expect(bodyOf(SECTIONS, {})).toEqual({});
  });

  it("misses what is needed, and what is needed only then", () => {
    expect(gapsOf(SECTIONS, {}).missing).toEqual(["eta", "checklist.transport"]);
    expect(gapsOf(SECTIONS, { eta: "2026-01-02T15:30", "checklist.transport": "ambulance" }).missing).toEqual(["checklist.vehicle"]);
    expect(gapsOf(SECTIONS, { eta: "2026-01-02T15:30", "checklist.transport": "other" }).missing).toEqual([]);
  });

  it("names what is no number and no time", () => {
    expect(gapsOf(SECTIONS, { eta: "tomorrow", "checklist.vitals.pulse": "fast" }).wrong).toEqual(["eta", "checklist.vitals.pulse"]);
    expect(gapsOf(SECTIONS, { "checklist.vitals.pulse": "36,6" }).wrong).toEqual([]);
  });

  it("leaves out what is not asked, also if it was typed before", () => {
    const typed = { eta: "", "checklist.transport": "other", "checklist.vehicle": "kept from before" };
    expect(bodyOf(SECTIONS, typed)).toEqual({ checklist: { transport: "other" } });
  });
});
