import { NEEDED } from "../../cases/page/request/deeds/AskInfoDeed";
import { SECTIONS } from "../../cases/detail";
import { serverNow } from "../../api";
import { t } from "../../i18n";
import { VITALS } from "../../cases/page/request/form/fields";
import { toBox } from "../../i18n/zoned";
import { textOf, type Chosen, type FieldSpec, type Section, type Values } from "../forms/fields";
import { INFECTION, OUTCOMES, TRANSPORT } from "../new/forms";
import { needName, type Need, type Needs } from "../needs";
import type { Whole } from "../types";

/** What a form offers that only the server knows. */
export interface Sources {
  /** Departments of the receiving hospital. */
  departments: readonly Chosen[];
  /** Other hospitals, as "org specialty". */
  elsewhere: readonly Chosen[];
  /** What the receiving hospital has stated of itself. */
  needs: Needs;
}

export interface Deed {
  /** Done with one press. */
  atOnce?: boolean;
  sections?: (whole: Whole, from: Sources) => readonly Section[];
  /** What stands in the form when it opens. */
  begin?: (whole: Whole) => Values;
  /** What the server is told, where it is not as the fields are named. */
  shape?: (body: Record<string, unknown>, whole: Whole) => Record<string, unknown>;
  /** Ends something: a word, not a box. */
  ends?: boolean;
}

const HOUR = 3_600_000;
const QUARTER = HOUR / 4;
const inHours = (hours: number) => toBox(Math.ceil((serverNow() + hours * HOUR) / QUARTER) * QUARTER);

const field = (name: string, kind: FieldSpec["kind"], more: Partial<FieldSpec> = {}): FieldSpec => ({ name, kind, ...more });
const needed = (name: string, kind: FieldSpec["kind"], more: Partial<FieldSpec> = {}) => field(name, kind, { ...more, required: true });
const only = (...fields: FieldSpec[]) => () => [{ fields }];
const reason = (ends = true): Deed => ({ ends, sections: only(needed("reason", "area", { max: 1000, words: "why" })) });

const consent = (prefix: string): FieldSpec[] => [
  needed(`${prefix}by`, "choice", { options: ["patient", "family", "guardian", "exception"] }),
  field(`${prefix}name`, "text"),
  field(`${prefix}how`, "choice", { options: ["written", "verbal"] }),
];

/** Not what changes little on one day. */
const STEADY: ReadonlySet<string> = new Set(["weight", "altitude"]);
const vitals = (prefix: string): FieldSpec[] =>
  VITALS.filter(([name]) => !STEADY.has(name)).map(([name, unit]) => field(`${prefix}${name}`, "number", { unit, label: t(`new.vital.${name}`), max: 7 }));

const signed: Deed = {
  sections: () => [
    { fields: SECTIONS.map((name) => field(`content.${name}`, "area", { label: t(`opinion.section.${name}`) })) },
    { key: "sign", fields: [needed("password", "password")] },
  ],
};

/** Every step a referral may take, with the form it needs. */
export const DEEDS: Readonly<Record<string, Deed>> = {
  submit: { atOnce: true },
  resubmit: { sections: only(needed("text", "area")) },
  cancel: reason(),
  ask_info: { sections: () => [
      { fields: [needed("missing", "checks", { options: NEEDED.map((code) => ({ value: code, text: t(`steps.missing.${code}`) })) }), needed("text", "area", { max: 1000 })] },
    ] },
  provisional: { sections: only(field("reason", "area", { max: 1000, words: "provisional_reason" })) },
  check_capability: {
    sections: ({ sheet }, { needs }) => (sheet.needs ?? []).map((need, index) => ({ fields: capability(needWords(need, needs), index) })),
    begin: ({ capability: known }) =>
      Object.fromEntries(known.flatMap((each, index) => [[`yes-${index}`, each.yes ? "yes" : "no"], [`instead-${index}`, each.instead]])),
    shape: (body, { sheet }) => ({
      items: (sheet.needs ?? []).map((need, index) => ({ ...need, yes: body[`yes-${index}`] === "yes", instead: body[`instead-${index}`] ?? "" })),
    }),
  },
  accept: {
    sections: (_, { departments }) => [
      {
        fields: [
          needed("department_id", "select", { options: departments }),
          needed("place", "choice", { options: ["bed", "icu", "isolation", "clinic"] }),
          field("label", "text", { max: 60 }),
          field("starts_at", "moment"),
          needed("contact", "text", { max: 80 }),
          needed("phone", "tel", { max: 40 }),
          field("prepare", "area", { max: 2000 }),
        ],
      },
    ],
    begin: (whole) => ({ department_id: whole.department?.id ?? "", place: "bed" }),
  },
  redirect: {
    sections: (_, { departments, elsewhere }) => [
      {
        fields: [
          needed("where", "choice", { options: ["department", "hospital"] }),
          needed("department_id", "select", { options: departments, when: (values) => textOf(values, "where") === "department" }),
          needed("hospital", "select", { options: elsewhere, when: (values) => textOf(values, "where") === "hospital" }),
          needed("reason", "area", { max: 1000, words: "why" }),
        ],
      },
    ],
    begin: () => ({ where: "department" }),
    shape: ({ department_id, hospital, reason: why }) => ({ ...(department_id ? { department_id } : hospitalOf(hospital)), reason: why }),
  },
  decline: {
    ends: true,
    sections: (_, { elsewhere }) => [
      { fields: [needed("code", "choice", { words: "why", options: ["no_bed", "not_indicated", "out_of_scope", "patient_wish", "equipment", "other"] }), field("text", "area", { max: 1000 })] },
      {
        key: "alternative",
        fields: [
          needed("alternative.kind", "choice", { options: ["other_hospital", "other_department", "later", "treat_there", "consultation", "clinic"], words: "alternative" }),
          field("alternative.hospital", "select", { options: elsewhere, when: (values) => textOf(values, "alternative.kind") === "other_hospital" }),
          needed("alternative.text", "area", { max: 1000, words: "alternative_text" }),
        ],
      },
    ],
    shape: (body) => {
      const { hospital, ...alternative } = body.alternative as Record<string, unknown>;
      return { ...body, alternative: { ...alternative, ...hospitalOf(hospital) } };
    },
  },
  advise: signed,
  schedule: {
    sections: only(needed("starts_at", "moment"), field("label", "text", { max: 60 }), field("reason", "area", { max: 1000, words: "note" })),
    begin: (whole) => ({ starts_at: toBox(whole.placement?.starts_at || Math.ceil((serverNow() + HOUR) / HOUR) * HOUR), label: whole.placement?.label ?? "" }),
  },
  agree: { sections: () => [{ fields: consent("") }], begin: () => ({ by: "patient", how: "written" }) },
  refuse: reason(),
  depart: {
    sections: (whole) => [
      {
        key: "travel",
        fields: [
          needed("eta", "moment"),
          needed("checklist.transport", "choice", { options: TRANSPORT }),
          field("checklist.vehicle", "text", { max: 60 }),
          field("checklist.escort", "checks", { options: ["doctor", "nurse", "paramedic", "family"] }),
          field("checklist.escort_name", "text", { max: 120 }),
          needed("checklist.phone", "tel", { max: 40, words: "travel_phone" }),
          field("checklist.companion_phone", "tel", { max: 40 }),
        ],
      },
      ...(whole.state === "agreed" ? [] : [{ key: "agreed", fields: consent("agreed.") }]),
      { key: "vitals_leaving", narrow: true, fields: vitals("checklist.vitals.") },
      {
        key: "running",
        fields: [
          field("checklist.oxygen.device", "text", { max: 80 }),
          field("checklist.oxygen.litres", "number", { unit: "L/min", max: 5, when: (values) => textOf(values, "checklist.oxygen.device").trim() !== "" }),
          field("checklist.lines", "lines"),
          field("checklist.drugs", "rows", { columns: [field("name", "text", { words: "drug" }), field("dose", "text"), field("at", "moment")] }),
        ],
      },
      {
        key: "infection",
        fields: [
          field("checklist.infection", "choice", { options: INFECTION }),
          field("checklist.infection_text", "text", { when: (values) => ["suspected", "confirmed"].includes(textOf(values, "checklist.infection")) }),
          field("checklist.papers", "lines"),
        ],
      },
    ],
    begin: (whole) => ({
      eta: inHours(2),
      "checklist.transport": "ambulance",
      "checklist.infection": typeof whole.sheet.infection === "string" ? whole.sheet.infection : "unknown",
      "checklist.companion_phone": typeof whole.sheet.companion_phone === "string" ? whole.sheet.companion_phone : "",
      "checklist.phone": whole.created_by.phone ?? "",
      "agreed.by": "patient",
      "agreed.how": "written",
    }),
  },
  update_eta: { sections: only(needed("eta", "moment"), field("reason", "text", { max: 300, words: "why" })), begin: ({ eta }) => ({ eta: eta !== null && Date.parse(eta) > serverNow() ? toBox(eta) : inHours(1) }) },
  en_route: {
    sections: () => [
      { narrow: true, fields: vitals("vitals.") },
      { fields: [field("drug", "text"), field("dose", "text"), field("distance_km", "number", { unit: "km", max: 6 }), field("altitude", "number", { unit: "m", max: 6 }), field("text", "area", { max: 1000 })] },
    ],
  },
  arrive: { sections: only(field("reason", "text", { max: 300, words: "note" })) },
  upload_records: { sections: only(field("reason", "area", { max: 1000, words: "note" })) },
  treat: {
    sections: (_, { departments }) => [{ fields: [field("department_id", "select", { options: departments }), field("text", "area", { max: 2000 })] }],
    begin: (whole) => ({ department_id: whole.department?.id ?? "" }),
  },
  discharge: { sections: only(needed("outcome", "choice", { options: OUTCOMES }), field("text", "area")) },
  feedback: signed,
  close: { atOnce: true },
  first_visit: { sections: only(needed("text", "area")) },
  finish_plan: { sections: only(needed("outcome", "choice", { options: OUTCOMES }), needed("text", "area")) },
  acknowledge: { atOnce: true },
  send_again: {
    sections: only(field("urgency", "choice", { options: ["emergency", "urgent", "routine"] })),
    begin: (whole) => ({ urgency: whole.urgency }),
  },
  ask_cancel: reason(),
  agree_cancel: { sections: only(field("reason", "text", { max: 1000, words: "note" })), ends: true },
  keep: { sections: only(field("reason", "text", { max: 1000, words: "note" })) },
  ask_ward: {
    sections: (whole, { departments }) => [
      {
        fields: [
          needed("department_id", "select", { options: departments }),
          ...(whole.may_text_ward ? [needed("link_by", "choice", { options: ["sms", "hand"] })] : []),
          needed("need", "choice", { options: ["bed", "icu", "isolation", "clinic", "equipment"] }),
          field("equipment", "checks", { options: ["ventilator", "monitor", "oxygen", "dialysis", "ecmo", "cath_lab", "isolation"] }),
        ],
      },
    ],
    begin: (whole) => ({ department_id: whole.department?.id ?? "", need: "bed", link_by: "sms" }),
    shape: ({ link_by: by, ...body }) => ({ ...body, by_sms: by === "sms" }),
  },
};

function needWords(need: Need, { said }: Needs): string {
  const stated = said(need.code);
  return stated === "" ? needName(need) : t("referral.needs.said", { need: needName(need), said: stated });
}

function capability(name: string, index: number): FieldSpec[] {
  return [
    needed(`yes-${index}`, "choice", { label: name, options: ["yes", "no"].map((code) => ({ value: code, text: t(`referral.option.yes.${code}`) })) }),
    needed(`instead-${index}`, "text", { words: "instead", max: 300, when: (values) => textOf(values, `yes-${index}`) === "no" }),
  ];
}

function hospitalOf(chosen: unknown): Record<string, string> {
  if (typeof chosen !== "string") return {};
  const [org_id = "", specialty = ""] = chosen.split(" ");
  return { org_id, specialty };
}

/** The page's one filled button: what most moves the referral on, of what this person may do. */
const NEXT =
  "submit resubmit acknowledge check_capability accept agree_cancel agree depart arrive upload_records treat discharge feedback close first_visit finish_plan send_again".split(" ");
/** As they stand in the bar, after the filled one. */
const ORDER = (
  "submit resubmit accept check_capability ask_ward provisional advise redirect ask_info schedule agree depart update_eta en_route arrive upload_records treat discharge feedback " +
  "first_visit finish_plan acknowledge close send_again keep agree_cancel decline refuse ask_cancel cancel"
).split(" ");

export function deedsOf(whole: Pick<Whole, "allowed" | "state" | "acknowledged_at" | "replaced_by">): { first: string | null; others: string[] } {
  const over = new Set([...(whole.acknowledged_at === null ? [] : ["acknowledge"]), ...(whole.replaced_by === null ? [] : ["send_again"])]);
  // A question to a ward moves nothing: whoever may accept may ask.
  const may = ORDER.filter((action) => !over.has(action) && whole.allowed.includes(action === "ask_ward" ? "accept" : action));
  const first = NEXT.find((action) => may.includes(action) && sensible(action, whole.state, may)) ?? null;
  return { first, others: may.filter((action) => action !== first) };
}

/** Answered papers are sent after they were read; records go up once there is somebody to read them. */
function sensible(action: string, state: string, may: readonly string[]): boolean {
  if (action === "arrive") return ["departed", "no_show"].includes(state);
  if (action === "upload_records") return state === "arrived";
  if (action === "agree_cancel") return may.includes("keep");
  if (action === "acknowledge") return state !== "redirected";
  if (action === "send_again") return state === "redirected";
  return true;
}
