import { serverNow } from "../../api";
import { check, FIELD_OF, type Gap } from "../../cases/new/draft/checks";
import { emptyDraft, type Draft } from "../../cases/new/draft/draft";
import { dayIn } from "../../cases/new/typed/clockTime";
import { gapWords } from "../../cases/new/form";
import { timeZone } from "../../i18n";
import type { Missing, Urgency } from "../../ui";
import { textOf, type Values } from "../forms/fields";

/** Who is referred must be known as on the paper; the rest of a case's form the referral says itself. */
const OF_THE_PERSON: ReadonlySet<Gap> = new Set(["name", "sex", "age", "national_id", "identity"]);

export const gapsOfPatient = (draft: Draft): Gap[] => check(draft, timeZone.peek(), serverNow()).missing.filter((gap) => OF_THE_PERSON.has(gap));

export const missingOf = (gaps: readonly Gap[]): Missing[] => gaps.map((gap) => ({ text: gapWords(gap), field: FIELD_OF[gap] }));

/** The new patient as the draft of a case, so that the form asks and checks them as everywhere. */
export function patientDraft(id: string, orgId: string, kept: string, urgency: Urgency | ""): Draft {
  const empty = emptyDraft({ id, orgId, urgency: urgency || "routine", today: dayIn(timeZone.peek(), serverNow()), callbackPhone: "" });
  return { ...empty, template: "general", ...(kept === "" ? {} : (JSON.parse(kept) as Pick<Draft, "who" | "texts">)) };
}

/** What is kept of it. */
export const keptPatient = ({ who, texts }: Draft): string => JSON.stringify({ who, texts });

const COMPLAINT = 200;

/** What the referral says of the patient stands on the case, too: its room reads it there. */
export function caseTexts(values: Values): Record<string, string> {
  const condition = textOf(values, "sheet.condition").trim();
  const [first = ""] = condition.split("\n");
  const texts = { chief_complaint: first.slice(0, COMPLAINT), history: condition, provisional_diagnosis: textOf(values, "sheet.diagnosis").trim() };
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ""));
}
