import { beforeEach, describe, expect, it } from "vitest";
import { loadVoice, locale, readersVoice, showLanguage, t, timeZone } from "../../i18n";
import type { CaseDetail, CaseRequest, Opinion } from "../../cases/detail";
import { opinionText } from "./asText";
import { plannedPaper, signedPaper } from "./model";

const opinion: Opinion = {
  id: "o",
  version: 2,
  state: "signed",
  content: { impression: "Acute anterior infarction", treatment: "Tenecteplase 16 mg" },
  answers: [
    { no: 1, text: "Yes.\nNo dissection seen.", cannot: false, reason: "" },
    { no: 2, text: "", cannot: true, reason: "no creatinine" },
  ],
  signer: { name: "Expert A", title: "chief physician", licence_no: "1101", org_name: "Liaocheng" },
  signed_at: "2025-11-03T06:05:00.000Z",
  content_sha256: "0123456789abcdef",
  correction_reason: "dose mistyped",
  interim: false,
};

const request = {
  id: "q",
  to_org: { id: "h", name: "Liaocheng" },
  department: null,
  specialty: "cardiology",
  submitted_at: "2025-11-03T06:00:00.000Z",
  questions: [
    { no: 1, text: "STEMI?", state: "open" },
    { no: 2, text: "Dose?", state: "open" },
  ],
  opinions: [opinion],
} as unknown as CaseRequest;

const material = (label: string, more: object) => ({ kind: "attachment", label, removed: null, ecg: null, study: null, refusal: null, attachment: { why_unreadable: "" }, ...more });
const detail = {
  number: "251103-01",
  owner_org: { id: "c", name: "Gangcha" },
  patient: { name: "Example", sex: "male", age: 58, identifiers: [{ system: "national_id", value: "110101" }, { system: "mrn", value: "4417" }] },
  materials: [
    material("lab.jpg", {}),
    material("gone.jpg", { removed: { at: "", by: null, reason: "", moved_to_case: null } }),
    material("broken.bin", { attachment: { why_unreadable: "intake.unreadable.corrupt" } }),
  ],
} as unknown as CaseDetail;

beforeEach(async () => {
  timeZone.value = "Asia/Shanghai";
  await showLanguage("en");
});

describe("the paper as text", () => {
  it("says nothing of a question asked after its signature, until that is answered", () => {
    const later = { ...request, questions: [...request.questions, { no: 3, text: "Fluids first?", state: "open", asked_at: "2025-11-03T06:20:00.000Z" }] } as CaseRequest;
    expect(opinionText(signedPaper(readersVoice(), detail, later, opinion))).not.toContain("Fluids");
    expect(opinionText(signedPaper(readersVoice(), detail, later, { ...opinion, signed_at: "2025-11-03T06:30:00.000Z" }))).toContain("3. Fluids first?");
  });


  it("has hospital, title, patient, answers, sections, basis and signature in the order of the chart", () => {
    const text = opinionText(signedPaper(readersVoice(), detail, request, opinion));
    expect(text.split("\n")).toEqual([
      "Liaocheng",
      "Consultation opinion Version 2",
      "",
      "Example · M 58 y · No. 4417",
      "Requested by: Gangcha · Case 251103-01 · Cardiology · Requested 3 Nov 2025, 14:00",
      "",
      "Questions and answers",
      "1. STEMI?",
      "   Yes.",
      "   No dissection seen.",
      "2. Dose?",
      "   Cannot be answered, because: no creatinine",
      "",
      "Impression:",
      "Acute anterior infarction",
      "Recommended treatment:",
      "Tenecteplase 16 mg",
      "",
      "Correction of the previous version: dose mistyped",
      "",
      "Based on the uploaded material: lab.jpg, and the request form. The patient was not examined by the signer.",
      "",
      "Expert A chief physician",
      "Licence no. 1101",
      "Liaocheng",
      "Signed 3 Nov 2025, 14:05",
    ]);
  });

  it("keeps the identity number off the paper", () => {
    expect(opinionText(signedPaper(readersVoice(), detail, request, opinion))).not.toContain("110101");
  });

  it("says of what is not signed that it is not", () => {
    const planned = plannedPaper(readersVoice(), detail, request, opinion, opinion.signer, "");
    expect(planned.signed).toBe(false);
    expect(planned.version).toBe("Version 2");
    expect(opinionText(planned)).toContain("Not signed");
  });

  it("speaks the reader's language", async () => {
    await showLanguage("zh-CN");
    expect(opinionText(signedPaper(readersVoice(), detail, request, opinion))).toContain("会诊意见 第 2 版");
  });

  it("speaks the other side's language while the page keeps the reader's", async () => {
    const paper = signedPaper(await loadVoice("vi"), detail, request, opinion);
    const text = opinionText(paper);
    expect(paper.locale).toBe("vi");
    expect(text).toContain("Example · Nam 58 tuổi · Số vào viện 4417");
    expect(text).toContain("Câu hỏi và trả lời");
    expect(text).toContain("Ký lúc 14:05 03/11/2025");
    expect(locale.value).toBe("en");
    expect(t("opinion.paper.title")).toBe("Consultation opinion");
  });
});
