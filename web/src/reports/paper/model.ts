import { formatDateTime, saidIn, t, type Voice } from "../../i18n";
import { sexAge } from "../../ui";
import { SECTIONS, type CaseDetail, type CaseRequest, type Opinion, type Signer } from "../../cases/detail";
import { patientName, specialtyName } from "../../cases/detail/facts";
import { readable, titleOf } from "../../cases/page/film/titles";
import { answerTo, type Writing } from "../opinion/complete";

/** Everything that stands on the printed opinion, as words and in its order. */
export interface Paper {
  /** Language of everything but what people wrote. */
  locale: string;
  hospital: string;
  /** Said at the top where nobody's real data are on it. */
  demo: string | null;
  title: string;
  version: string | null;
  patient: readonly string[];
  county: readonly string[];
  questionsTitle: string;
  questions: readonly { no: number; text: string; answer: string }[];
  sections: readonly { title: string; text: string }[];
  correction: string | null;
  basis: string;
  signature: readonly string[];
  signed: boolean;
  footer: string;
}

interface Making {
  voice: Voice;
  detail: CaseDetail;
  request: CaseRequest;
  writing: Writing;
  signer: Signer;
  /** null: not signed yet. */
  opinion: Opinion | null;
  version: number;
  correction: string;
}

const make = (making: Making): Paper => saidIn(making.voice, () => write(making));

function write({ voice, detail, request, writing, signer, opinion, version, correction }: Making): Paper {
  const { patient, owner_org: county } = detail;
  const numbers = patient.identifiers
    .filter((each) => each.system !== "national_id")
    .map((each) => t(`case.identifier_short.${each.system}`, { value: each.value }));
  return {
    locale: voice.locale,
    hospital: signer.org_name || request.to_org?.name || "",
    demo: detail.demo ? t("demo.data") : null,
    title: t(opinion?.interim ? "steps.paper_interim" : "opinion.paper.title"),
    version: version > 1 ? t("opinion.paper.version", { version: String(version) }) : null,
    patient: [patientName(detail), sexAge(patient.sex, patient.age), ...numbers].filter(Boolean),
    county: [
      t("opinion.paper.from", { hospital: [county.name, request.department?.name].filter(Boolean).join(" ") }),
      t("opinion.paper.number", { number: detail.number }),
      specialtyName(request.specialty),
      request.submitted_at ? t("opinion.paper.asked", { time: formatDateTime(request.submitted_at) }) : "",
    ].filter(Boolean),
    questionsTitle: t("opinion.paper.questions"),
    questions: questionsOf(request, opinion).map(({ no, text }) => ({ no, text, answer: answerWords(writing, no) })),
    sections: SECTIONS.flatMap((name) => {
      const text = writing.content[name]?.trim() ?? "";
      return text === "" ? [] : [{ title: t(`opinion.section.${name}`), text }];
    }),
    correction: correction === "" ? null : t("opinion.paper.correction", { reason: correction }),
    basis: basisWords(detail),
    signature: signatureWords(signer, opinion),
    signed: opinion !== null,
    footer: [detail.demo ? t("demo.data") : "", patientName(detail), detail.number, opinion ? opinion.content_sha256.slice(0, 12) : t("opinion.paper.unsigned")].filter(Boolean).join(" · "),
  };
}

/** What was asked after a signature is not on the paper that was signed. */
const questionsOf = ({ questions }: CaseRequest, opinion: Opinion | null) =>
  questions.filter(({ asked_at }) => opinion === null || !asked_at || Date.parse(asked_at) <= Date.parse(opinion.signed_at));

function answerWords(writing: Writing, no: number): string {
  const answer = answerTo(writing, no);
  if (answer.cannot) return t("opinion.paper.cannot", { reason: answer.reason.trim() });
  return answer.text.trim() || t("opinion.paper.no_answer");
}

/** The opinion speaks of what was sent, not of the patient who was never seen. */
function basisWords(detail: CaseDetail): string {
  const seen = readable(detail.materials).map(titleOf);
  return seen.length === 0 ? t("opinion.paper.basis_form") : t("opinion.paper.basis", { materials: seen });
}

function signatureWords(signer: Signer, opinion: Opinion | null): string[] {
  return [
    [signer.name, signer.title].filter(Boolean).join(" "),
    signer.licence_no ? t("opinion.paper.licence", { number: signer.licence_no }) : "",
    signer.org_name ?? "",
    opinion ? t("opinion.paper.signed_at", { time: formatDateTime(opinion.signed_at) }) : t("opinion.paper.unsigned"),
  ].filter(Boolean);
}

export function signedPaper(voice: Voice, detail: CaseDetail, request: CaseRequest, opinion: Opinion): Paper {
  const { content, answers, signer, version, correction_reason: correction } = opinion;
  return make({ voice, detail, request, writing: { content, answers }, signer, opinion, version, correction });
}

/** As it will print once signed by `signer`. */
export function plannedPaper(
  voice: Voice,
  detail: CaseDetail,
  request: CaseRequest,
  writing: Writing,
  signer: Signer,
  correction: string,
): Paper {
  const version = request.opinions.length + 1;
  return make({ voice, detail, request, writing, signer, opinion: null, version, correction });
}
