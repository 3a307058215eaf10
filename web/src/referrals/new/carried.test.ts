import { describe, expect, it } from "vitest";
import type { CaseRequest, Opinion } from "../../cases/detail";
import { wholeOf } from "../testing";
import { fromConsultation, fromStay } from "./carried";

const opinion = (state: Opinion["state"], content: Opinion["content"]) => ({ state, content }) as Opinion;
const asked = (...opinions: Opinion[]): Pick<CaseRequest, "questions" | "opinions"> => ({
  questions: [{ no: 1, text: "Is it a STEMI?" }, { no: 2, text: "Which dose?" }] as CaseRequest["questions"],
  opinions,
});

describe("nothing is typed twice", () => {
  it("turns the signed opinion into the reason, the diagnosis and the treatment", () => {
    const signed = opinion("signed", { transfer: "PCI within the hour", impression: "inferior STEMI", treatment: "aspirin 300 mg" });
    expect(fromConsultation(asked(opinion("superseded", { transfer: "wait" }), signed))).toEqual({
      "sheet.reason": "PCI within the hour",
      "sheet.diagnosis": "inferior STEMI",
      "sheet.treatment": "aspirin 300 mg",
    });
  });

  it("refers for what was asked while nobody has answered", () => {
    expect(fromConsultation(asked())).toEqual({ "sheet.reason": "Is it a STEMI?\nWhich dose?" });
  });

  it("begins the plan at home with what was told of the stay", () => {
    const whole = wholeOf({
      feedback: { content: { impression: "inferior STEMI, PCI", treatment: "stent to the RCA", follow_up: "walk daily", warnings: "chest pain" }, signer: { name: "Dr Expert" }, signed_at: "2026-01-05T08:00:00Z" },
      ended: { outcome: "improved", text: "" },
      sheet: { payment: "insurance" },
    });
    expect(fromStay(whole)).toEqual({
      "sheet.diagnosis": "inferior STEMI, PCI",
      "sheet.summary": "stent to the RCA",
      "sheet.outcome": "improved",
      "sheet.rehabilitation": "walk daily",
      "sheet.warning_signs": "chest pain",
      "sheet.payment": "insurance",
    });
    expect(fromStay(wholeOf())).toEqual({});
  });
});
