import { dayText } from "../../admin/forms/today";
import { rowsOf, vitalsWords } from "../../cases/page/request/form/fields";
import { formatDate, formatDateTime, t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { inVietnam, mottoOf } from "../../reports/paper/motto";
import { sexAge } from "../../ui";
import { ADMINISTRATIVE, consentWords, diagnosisWords, dischargeDrugs, drugWords, escortWords, identifierWords, infectionWords, oxygenWords, sheetWords, travelWords, WRITTEN } from "../facts";
import { optionName } from "../forms/Fields";
import { needName } from "../needs";
import type { Whole } from "../types";
import { nameOf, stateName } from "../words";

/** Everything that stands on a slip or a receipt, as words and in its order. */
export interface Paper {
  locale: string;
  /** Over the form of a state that wants its own. */
  motto: readonly string[];
  hospital: string;
  demo: string | null;
  title: string;
  number: string;
  /** Where the scan leads, once a place is promised. */
  code: { url: string; about: string } | null;
  to: string;
  patient: readonly string[];
  rows: readonly (readonly [label: string, text: string])[];
  closing: string;
  signatures: readonly { label: string; name: string; about: string }[];
  footer: string;
}

type Line = readonly [label: string, text: string | null | undefined];
const filled = (lines: readonly Line[]): [string, string][] => lines.flatMap(([label, text]) => (text ? [[label, text]] : []));

const field = (name: string) => t(`referral.field.${name}`);

/** In the fragment, so that no log on the way has the code. */
const slipUrl = (code: string) => `${location.origin}/referrals/arrive#${code}`;

function placeWords({ to_org, department, specialty }: Whole, locale: string): string {
  const place = [to_org?.name, department?.name ?? (specialty && specialtyName(specialty))];
  return place.filter(Boolean).join(locale === "zh-CN" ? " " : ", ");
}

/** The sender's slip: Vietnam's form has its own order, whatever language it is read in. */
export function slipOf(whole: Whole, locale: string): Paper {
  const country = whole.from_org?.country;
  const vietnamese = inVietnam(country) && whole.kind === "referral_up";
  return {
    ...common(whole, locale),
    motto: mottoOf(country),
    hospital: whole.from_org?.name ?? "",
    title: t(`referral.paper.title.${whole.kind}`),
    code: whole.slip_code ? { url: slipUrl(whole.slip_code), about: t("referral.paper.scan") } : null,
    to: t("referral.paper.to", { hospital: placeWords(whole, locale) }),
    rows: filled(vietnamese ? vietnameseRows(whole) : rows(whole)),
    closing: t("referral.paper.closing"),
    signatures: [
      { label: t("referral.paper.escort_signs"), name: whole.checklist?.escort_name ?? "", about: "" },
      { label: t("referral.paper.doctor_signs"), name: whole.created_by.name, about: whole.submitted_at ? formatDate(whole.submitted_at) : "" },
      { label: t("referral.paper.stamp"), name: "", about: "" },
    ],
  };
}

/** The receiver's answer, which goes back with the patient or to the file. */
export function receiptOf(whole: Whole, locale: string): Paper {
  const { placement, feedback } = whole;
  const sections = feedback === null ? [] : Object.entries(feedback.content).map(([name, text]): Line => [t(`opinion.section.${name}`), text]);
  return {
    ...common(whole, locale),
    motto: [],
    hospital: whole.to_org?.name ?? "",
    title: t("referral.paper.title.receipt"),
    code: null,
    to: t("referral.paper.to", { hospital: whole.from_org?.name ?? "" }),
    rows: filled([
      [t("referral.paper.state"), stateName(whole.state)],
      [field("department_id"), placement && whole.department?.name],
      [field("place"), placement && [optionName("place", placement.place), placement.label].filter(Boolean).join(" ")],
      [field("starts_at"), placement?.starts_at && formatDateTime(placement.starts_at)],
      [field("contact"), placement && [placement.contact, placement.phone].filter(Boolean).join(" ")],
      [field("prepare"), placement?.prepare],
      [t("referral.arrived"), whole.arrived_at && formatDateTime(whole.arrived_at)],
      [field("outcome"), whole.ended && optionName("outcome", whole.ended.outcome)],
      [t("referral.discharged"), whole.discharged_at && formatDateTime(whole.discharged_at)],
      [field("text"), whole.ended?.text],
      ...sections,
    ]),
    closing: "",
    signatures: [
      { label: t("referral.paper.receiver_signs"), name: [feedback?.signer.name, feedback?.signer.title].filter(Boolean).join(" "), about: feedback?.signed_at ? formatDateTime(feedback.signed_at) : "" },
      { label: t("referral.paper.stamp"), name: "", about: "" },
    ],
  };
}

function common(whole: Whole, locale: string) {
  const demo = whole.demo ? t("demo.data") : null;
  return {
    locale,
    demo,
    number: `${whole.number} · ${optionName("urgency", whole.urgency)}`,
    patient: [nameOf(whole), sexAge(whole.patient.sex, whole.patient.age), whole.patient.birth_date && dayText(whole.patient.birth_date), ...identifierWords(whole), whole.patient.phone].filter(
      (each): each is string => Boolean(each),
    ),
    footer: [demo, nameOf(whole), whole.number, whole.case_number].filter(Boolean).join(" · "),
  };
}

function rows(whole: Whole): Line[] {
  const { sheet, checklist: list } = whole;
  return [
    ...ADMINISTRATIVE.map((name): Line => [field(name), sheetWords(sheet, name)]),
    ...WRITTEN[whole.kind].map((name): Line => [field(name), name === "diagnosis" ? diagnosisWords(whole) : sheetWords(sheet, name)]),
    ...allergies(whole),
    [field("needs"), needs(whole)],
    [field("discharge_drugs"), dischargeDrugs(sheet).join("\n")],
    [field("tasks"), (sheet.tasks ?? []).map((each) => `${dayText(each.due_on)} ${optionName("kind", each.kind)}: ${each.text}`).join("\n")],
    [t("referral.section.placement"), awaited(whole)],
    [t("referral.section.vitals_leaving"), list && vitalsWords(list.vitals)],
    [field("drugs_given"), list?.drugs?.map(drugWords).join("; ")],
    [field("oxygen"), list && oxygenWords(list)],
    [field("escort"), list && escortWords(list)],
    [field("travel_phone"), list?.phone],
    [t("referral.departed"), whole.departed_at && formatDateTime(whole.departed_at)],
    [t("referral.section.agreed"), whole.agreed && consentWords(whole.agreed)],
  ];
}

/** Who goes along reads on the way where the patient is awaited, and whom to call. */
function awaited({ placement }: Whole): string {
  if (placement === null) return "";
  const place = [optionName("place", placement.place), placement.label].filter(Boolean).join(" ");
  return [place, placement.starts_at && formatDateTime(placement.starts_at), [placement.contact, placement.phone].filter(Boolean).join(" "), placement.prepare].filter(Boolean).join(" · ");
}

const needs = ({ sheet }: Whole) => sheet.needs?.map(needName).join("; ");

const allergies = ({ form }: Whole): Line[] => rowsOf(form).filter((row) => row.key === "allergies").map((row): Line => [row.label, row.text]);

/** The order of the Ministry's form: signs, results, diagnosis, what was given, state, reason, direction, time, vehicle, escort. */
function vietnameseRows(whole: Whole): Line[] {
  const { sheet, checklist: list } = whole;
  const given = [sheetWords(sheet, "procedures"), sheetWords(sheet, "treatment"), sheetWords(sheet, "drugs"), list?.drugs?.map(drugWords).join("; ")].filter(Boolean).join("\n");
  const leaving = [sheetWords(sheet, "condition"), list ? vitalsWords(list.vitals) : "", list?.infection && list.infection !== "unknown" ? t("referral.paper.vn_infection", { what: infectionWords(list) }) : ""].filter(Boolean).join("\n");
  return [
    ...ADMINISTRATIVE.map((name): Line => [field(name), sheetWords(sheet, name)]),
    [field("clinical_signs"), sheetWords(sheet, "clinical_signs")],
    [t("referral.paper.vn_results"), [sheetWords(sheet, "tests"), sheetWords(sheet, "results")].filter(Boolean).join("\n")],
    [field("diagnosis"), diagnosisWords(whole)],
    ...allergies(whole),
    [t("referral.paper.vn_given"), given],
    [t("referral.paper.vn_leaving"), leaving],
    [field("reason"), sheetWords(sheet, "reason")],
    [field("direction"), sheetWords(sheet, "direction")],
    [field("needs"), needs(whole)],
    [t("referral.paper.vn_time"), whole.departed_at ? formatDateTime(whole.departed_at) : sheetWords(sheet, "planned_at")],
    [field("transport"), list ? travelWords(list) : sheetWords(sheet, "transport")],
    [t("referral.paper.vn_escort"), list && escortWords(list)],
    [t("referral.section.placement"), awaited(whole)],
  ];
}
