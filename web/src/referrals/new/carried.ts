import type { CaseRequest } from "../../cases/detail";
import type { Values } from "../forms/fields";
import type { Whole } from "../types";

/** What an earlier paper of the same patient has said already, in the fields of this one. */
const typed = (found: Readonly<Record<string, unknown>>): Values =>
  Object.fromEntries(Object.entries(found).flatMap(([name, text]) => (typeof text === "string" && text !== "" ? [[`sheet.${name}`, text]] : [])));

const lines = (...texts: (string | undefined)[]) => texts.filter(Boolean).join("\n");

/** The consultation becomes the referral: its opinion says why and what was done, else its questions do. */
export function fromConsultation({ questions, opinions }: Pick<CaseRequest, "questions" | "opinions">): Values {
  const said = opinions.find((each) => each.state === "signed")?.content ?? {};
  return typed({
    reason: said.transfer || questions.map((each) => each.text).join("\n"),
    diagnosis: said.impression,
    treatment: said.treatment,
  });
}

/** Back down after the stay: what was told of it is the beginning of the plan at home. */
export function fromStay({ feedback, ended, sheet }: Pick<Whole, "feedback" | "ended" | "sheet">): Values {
  const said = feedback?.content ?? {};
  return typed({
    diagnosis: said.impression,
    summary: lines(said.findings, said.treatment, ended?.text),
    outcome: ended?.outcome,
    rehabilitation: said.follow_up,
    warning_signs: said.warnings,
    payment: sheet.payment,
    companion_phone: sheet.companion_phone,
  });
}
