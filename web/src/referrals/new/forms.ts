import { toBox } from "../../i18n/zoned";
import { t } from "../../i18n";
import { diagnosisName } from "../../cases/forms/diagnoses";
import type { FormData } from "../../cases/detail";
import { textOf, type Chosen, type FieldSpec, type Line, type Section, type Typed, type Values } from "../forms/fields";
import type { Needs } from "../needs";
import type { Destination, Kind, Sheet } from "../types";
import { specialtyName } from "../../i18n/vocabulary";

export const TRANSPORT = ["ambulance", "own_car", "public", "air", "other"] as const;
export const INFECTION = ["none", "suspected", "confirmed", "unknown"] as const;
export const OUTCOMES = ["recovered", "improved", "unchanged", "worse", "transferred", "died"] as const;
const TASKS = ["visit", "test", "medication", "exercise", "call", "other"] as const;

const field = (name: string, kind: FieldSpec["kind"], more: Partial<FieldSpec> = {}): FieldSpec => ({ name: `sheet.${name}`, kind, ...more });
const needed = (name: string, kind: FieldSpec["kind"], more: Partial<FieldSpec> = {}) => field(name, kind, { ...more, required: true });
const column = (name: string, kind: FieldSpec["kind"], more: Partial<FieldSpec> = {}): FieldSpec => ({ name, kind, ...more });

/** The paper form, on one page; what may be needed later stands last. */
export function formOf(kind: Kind, targets: readonly Chosen[], needs: Needs): readonly Section[] {
  return [
    {
      key: "to",
      fields: [
        { name: "target", kind: "select", required: true, options: targets },
        { name: "urgency", kind: "choice", required: true, options: ["emergency", "urgent", "routine"] },
      ],
    },
    ...(kind === "referral_up" ? UP : DOWN).map((section) => ({ ...section, fields: section.fields.map((one) => (one.name === "sheet.needs" ? withList(one, needs) : one)) })),
  ];
}

/** What the patient needs there: from the hospital's own list, or in free words. */
const NEEDS = field("needs", "rows", { columns: [column("name", "text", { words: "need_name" })] });

function withList(plain: FieldSpec, { options, remark }: Needs): FieldSpec {
  const needs = { ...plain, hint: t("referral.needs_hint") };
  if (options.length === 0) return needs;
  return { ...needs, remark, columns: [column("code", "select", { options, words: "need_code", enough: true }), ...(needs.columns ?? [])] };
}

const UP: readonly Section[] = [
  {
    key: "clinical",
    fields: [
      needed("reason", "area"),
      needed("condition", "area"),
      needed("diagnosis", "text", { max: 1000 }),
      field("clinical_signs", "area"),
      field("tests", "area"),
      field("results", "area"),
      field("treatment", "area"),
      field("drugs", "area"),
      field("procedures", "area"),
      field("cautions", "area"),
      field("guidance", "area"),
      field("direction", "area"),
      NEEDS,
    ],
  },
  {
    key: "travel",
    fields: [
      field("infection", "choice", { options: INFECTION }),
      field("transport", "select", { options: TRANSPORT }),
      field("planned_at", "moment"),
      field("wished_doctor", "text"),
      field("companion_name", "text"),
      field("companion_phone", "tel"),
    ],
  },
  {
    key: "administrative",
    fields: [
      field("visit_type", "select", { options: ["emergency", "outpatient", "inpatient"] }),
      field("payment", "select", { options: ["insurance", "self", "other"] }),
      field("outpatient_no", "text"),
      field("inpatient_no", "text"),
      field("record_no", "text"),
    ],
  },
];

const DOWN: readonly Section[] = [
  {
    key: "clinical",
    fields: [
      needed("diagnosis", "text", { max: 1000 }),
      needed("summary", "area"),
      field("outcome", "select", { options: OUTCOMES }),
      field("operations", "area"),
      field("implants", "area"),
      field("reason", "area"),
    ],
  },
  {
    key: "home",
    fields: [
      needed("rehabilitation", "area"),
      field("discharge_drugs", "rows", { columns: [column("name", "text", { words: "drug" }), column("dose", "text"), column("until", "day")] }),
      field("targets", "area"),
      field("warning_signs", "area"),
      field("tasks", "rows", { columns: [column("kind", "select", { options: TASKS }), column("text", "text", { words: "task" }), column("due_on", "day")] }),
      NEEDS,
    ],
  },
  { key: "administrative", fields: [field("appointment_no", "text"), field("payment", "select", { options: ["insurance", "self", "other"] }), field("companion_phone", "tel")] },
];

/** "partnership specialty department": one line says where it goes. */
export function targetsOf(items: readonly Destination[], kind: Kind): Chosen[] {
  return items
    .filter((each) => each.kind === kind)
    .flatMap((each) =>
      each.departments.map((one) => ({
        value: [each.partnership_id, one.specialty, one.id].join(" "),
        text: [one.name || specialtyName(one.specialty), each.name].join(" · "),
      })),
    );
}

/** What the case already says, so that nobody types it twice. */
export function fromCase(form: FormData): Values {
  const complaint = [form.chief_complaint, form.history].filter(Boolean).join("\n");
  const coded = (form.diagnoses ?? []).map((each) => [each.code, diagnosisName(each)].filter(Boolean).join(" ")).join("; ");
  const known: Record<string, string> = {
    "sheet.condition": complaint,
    "sheet.diagnosis": coded || (form.provisional_diagnosis ?? ""),
    "sheet.clinical_signs": form.examination ?? "",
    "sheet.results": form.laboratory ?? "",
    "sheet.treatment": form.plan ?? "",
    "sheet.drugs": form.medication ?? "",
  };
  return Object.fromEntries(Object.entries(known).filter(([, text]) => text !== ""));
}

/** A sheet the server has, as it is typed. */
export function fromSheet(sheet: Sheet): Values {
  const typed: [string, Typed][] = Object.entries(sheet).flatMap(([name, value]): [string, Typed][] => {
    if (Array.isArray(value)) return [[`sheet.${name}`, value.map(lineOf).map(typedName)]];
    if (typeof value !== "string") return [];
    return [[`sheet.${name}`, name === "planned_at" ? toBox(value) : value]];
  });
  return Object.fromEntries(typed);
}

const lineOf = (value: Record<string, unknown>): Line => Object.fromEntries(Object.entries(value).map(([name, each]) => [name, typeof each === "string" ? each : ""]));

/** A need that was only picked has its code for a name. */
const typedName = (line: Line): Line => (line.code && line.name === line.code ? { ...line, name: "" } : line);

/** The destination of a form as the server wants it. */
export function targetOf(values: Values): { destination: { partnership_id: string; specialty: string }; department_id: string } | null {
  const [partnership_id, specialty, department_id] = textOf(values, "target").split(" ");
  if (!partnership_id || !specialty || !department_id) return null;
  return { destination: { partnership_id, specialty }, department_id };
}
