import type { CaseDetail } from "../../cases/detail";
import { patientName, specialtyName } from "../../cases/detail/facts";
import { readable, titleOf } from "../../cases/page/film/titles";
import { formatDate, formatDateTime, formatTime, saidIn, t, type Voice } from "../../i18n";
import { mottoOf } from "../../reports/paper/motto";
import { sexAge } from "../../ui";
import { EMPTY, TEXTS } from "../outcome/content";
import { actionWords } from "../outcome/OutcomeRead";
import type { Attendance, MdtView, Signature } from "../types";

/** Everything that stands on the printed record of a consultation of several disciplines, as words and in its order. */
export interface MdtPaperWords {
  locale: string;
  /** Over the hospital's name where its country wants it. */
  motto: readonly string[];
  hospital: string;
  demo: string | null;
  title: string;
  /** Said where the meeting was too small, or nothing is signed yet. */
  standing: readonly string[];
  patient: readonly string[];
  county: readonly string[];
  /** Time, place, chair, secretary, members. */
  meeting: readonly { title: string; text: string }[];
  attendance: readonly string[];
  absent: readonly string[];
  sections: readonly { title: string; text: string }[];
  actions: readonly string[];
  dissent: readonly { who: string; text: string }[];
  basis: string;
  signatures: readonly { who: string; about: string }[];
  /** Headings. */
  words: { members: string; absent: string; actions: string; dissent: string };
  signed: boolean;
  footer: string;
}

export const mdtPaper = (voice: Voice, detail: CaseDetail, view: MdtView): MdtPaperWords => saidIn(voice, () => write(voice, detail, view));

function write(voice: Voice, detail: CaseDetail, view: MdtView): MdtPaperWords {
  const { patient, owner_org: county } = detail;
  const content = { ...EMPTY, ...view.outcome?.content };
  const final = view.outcome?.status === "final";
  const numbers = patient.identifiers
    .filter((each) => each.system !== "national_id")
    .map((each) => t(`case.identifier_short.${each.system}`, { value: each.value }));
  const signed = view.signatures.filter((each) => each.signed_at !== null);
  const names = new Map(
    [...view.attendance.map(({ person }) => person), ...view.signatures.map(({ person }) => person), view.created_by].map(({ id, name }) => [id, name]),
  );
  const sections: [string, string][] = [
    ["mdt.paper.summary", content.summary || detail.form.data.chief_complaint || ""],
    ["mdt.question", view.question],
    ...TEXTS.filter((name) => name !== "summary").map((name): [string, string] => [`mdt.outcome.${name}`, content[name]]),
    ["mdt.outcome.review_date", content.review_date === "" ? "" : formatDate(`${content.review_date}T00:00:00Z`, "UTC")],
  ];
  return {
    locale: voice.locale,
    motto: mottoOf(view.record.country),
    hospital: view.to_org.name,
    demo: detail.demo ? t("demo.data") : null,
    title: t("mdt.paper.title"),
    standing: [
      view.outcome?.mdt_conclusion === false ? t("mdt.not_a_conclusion") : "",
      final ? "" : t("mdt.paper.not_final"),
    ].filter(Boolean),
    patient: [patientName(detail), sexAge(patient.sex, patient.age), ...numbers].filter(Boolean),
    county: [
      t("opinion.paper.from", { hospital: county.name }),
      t("opinion.paper.number", { number: detail.number }),
      [view.form.disease, view.form.stage].filter(Boolean).join(" "),
    ].filter(Boolean),
    meeting: meetingWords(view),
    attendance: [...byPerson(view.attendance)].map(attendanceWords),
    absent: view.record.absent.map(({ name }) => name),
    sections: sections.filter(([, text]) => text.trim() !== "").map(([key, text]) => ({ title: t(key), text })),
    actions: content.actions.map((each) => actionWords(each, (id) => names.get(id) ?? "")),
    dissent: signed.filter((each) => each.text !== "").map((each) => ({ who: `${each.person.name} · ${t(`mdt.signed.${each.value}`)}`, text: each.text })),
    basis: basisWords(detail),
    signatures: signaturesOf(view),
    words: { members: t("mdt.paper.members"), absent: t("mdt.paper.absent"), actions: t("mdt.outcome.actions"), dissent: t("mdt.paper.dissent") },
    signed: final,
    footer: [detail.demo ? t("demo.data") : "", patientName(detail), detail.number, final ? "" : t("opinion.paper.unsigned")].filter(Boolean).join(" · "),
  };
}

function meetingWords(view: MdtView): { title: string; text: string }[] {
  const { record, board } = view;
  const from = record.started_at ?? view.session?.starts_at ?? null;
  const until = record.ended_at === null ? "" : formatTime(record.ended_at);
  const rows: [string, string][] = [
    ["mdt.paper.time", from === null ? "" : [formatDateTime(from), until].filter(Boolean).join(" – ")],
    ["mdt.paper.place", [board.name, record.place].filter(Boolean).join(" · ")],
    ["mdt.part.chair", record.chair?.name ?? ""],
    ["mdt.part.secretary", record.secretary?.name ?? ""],
  ];
  return rows.filter(([, text]) => text !== "").map(([key, text]) => ({ title: t(key), text }));
}

/** A line that was lost and came back is one person who was there twice. */
function byPerson(attendance: readonly Attendance[]): Iterable<readonly Attendance[]> {
  const found = new Map<string, Attendance[]>();
  for (const each of attendance) found.set(each.person.id, [...(found.get(each.person.id) ?? []), each]);
  return found.values();
}

function attendanceWords(stretches: readonly Attendance[]): string {
  const [first] = stretches;
  if (first === undefined) return "";
  const role = first.part === "member" && first.specialty !== "" ? specialtyName(first.specialty) : t(`mdt.part.${first.part}`);
  const here = [...new Set(stretches.map(stretchWords))].join(", ");
  return [[first.person.name, first.title].filter(Boolean).join(" "), role, first.org.name, here].filter(Boolean).join(" · ");
}

function stretchWords({ joined_at, left_at, how }: Attendance): string {
  const times = [joined_at, left_at].flatMap((at) => (at === null ? [] : [formatTime(at)]));
  const within = [...new Set(times)].join("–");
  return [within, how === "phone" ? t("mdt.presence.phone") : how === "writing" ? t("mdt.mode.async") : ""].filter(Boolean).join(" ");
}

function basisWords(detail: CaseDetail): string {
  const seen = readable(detail.materials).map(titleOf);
  return seen.length === 0 ? t("opinion.paper.basis_form") : t("opinion.paper.basis", { materials: seen });
}

/** The chair's stands last, as it was given. */
function signaturesOf(view: MdtView): { who: string; about: string }[] {
  const order = [...view.signatures].sort((a, b) => Number(a.part === "chair") - Number(b.part === "chair"));
  return order.map((each) => ({
    who: [each.person.name, each.title, each.part === "member" ? specialtyName(each.specialty) : t(`mdt.part.${each.part}`), each.org_name].filter(Boolean).join(" "),
    about: signatureWords(each),
  }));
}

function signatureWords(each: Signature): string {
  const licence = each.licence_no === "" ? "" : t("opinion.paper.licence", { number: each.licence_no });
  if (each.signed_at === null) return [t(`mdt.signed.${each.value}`), licence].filter(Boolean).join(" · ");
  return [t(`mdt.signed.${each.value}`), t("opinion.paper.signed_at", { time: formatDateTime(each.signed_at) }), licence].filter(Boolean).join(" · ");
}
