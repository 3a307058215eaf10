/** Small readings of a case that several parts of its page share. */
import { formatNumber, has, t } from "../../i18n";
import { lastOf } from "../../rooms";
import { sexAge, type QuestionState } from "../../ui";
import type { CaseDetail } from "./case";
import type { Adoption, Opinion } from "./opinion";
import type { CaseRequest } from "./request";

const ENDED = new Set(["closed", "rejected", "cancelled", "single_consult"]);
const ANSWERING = new Set(["accepted", "scheduled", "in_consultation"]);

/** One's own turn is what the page is about; else the first under way, else the last. */
export function currentRequest(detail: CaseDetail, chosen: string | null = null): CaseRequest | undefined {
  const { requests } = detail;
  const open = requests.filter((each) => !ENDED.has(each.state));
  return (
    requests.find((each) => each.id === chosen) ??
    open.find((each) => each.allowed.some((action) => MY_TURN.has(action))) ??
    open.find(awaitsMe) ??
    open[0] ??
    requests.at(-1)
  );
}

const MY_TURN = new Set(["sign", "accept", "take", "release", "assign"]);
const ALSO_MINE = new Set(["resubmit", "supply_info", "screen", "sign_mdt", "finalise"]);
/** Whoever asked has not said yet what they do with it. */
export const DECIDED: ReadonlySet<string> = new Set(["signed", "finalised"]);

/** Whether it stands still until this person does something. */
export const awaitsMe = ({ allowed, state }: CaseRequest): boolean =>
  allowed.some((action) => MY_TURN.has(action) || ALSO_MINE.has(action)) || (DECIDED.has(state) && allowed.includes("respond"));

export const ended = (request: CaseRequest) => ENDED.has(request.state);
export const beingAnswered = (request: CaseRequest) => ANSWERING.has(request.state);

export function signedOpinion(request: CaseRequest): Opinion | undefined {
  return lastOf(request.opinions, (each) => each.state === "signed");
}

/** The treatment last signed, whichever request it answered. */
export function planOf({ requests }: CaseDetail): { opinion: Opinion; request: CaseRequest } | undefined {
  return requests
    .flatMap((request) => request.opinions.map((opinion) => ({ opinion, request })))
    .filter(({ opinion }) => opinion.state === "signed" && (opinion.content.treatment ?? "").trim() !== "")
    .sort((a, b) => a.opinion.signed_at.localeCompare(b.opinion.signed_at))
    .at(-1);
}

/** What the county did with the version now in force. */
export function adoptionOf(request: CaseRequest): Adoption | undefined {
  const version = signedOpinion(request)?.version;
  return lastOf(request.adoptions, (each) => each.opinion_version === version);
}

const ADOPTED: Readonly<Record<Adoption["value"], QuestionState>> = {
  adopted: "adopted",
  partly: "partly",
  not: "not_adopted",
};

/** Open, draft, answered, cannot; and adopted once the county has said so. */
export function questionState(request: CaseRequest, no: number): QuestionState {
  const opinion = signedOpinion(request);
  if (opinion === undefined) return request.questions.find((each) => each.no === no)?.state ?? "open";
  const given = opinion.answers.find((each) => each.no === no);
  // Asked later, or left open by an interim opinion.
  if (given === undefined || (!given.cannot && given.text === "")) return request.questions.find((each) => each.no === no)?.state ?? "open";
  if (given.cannot) return "cannot";
  const adoption = adoptionOf(request);
  return adoption === undefined ? "answered" : ADOPTED[adoption.value];
}

export const patientName = (detail: CaseDetail) => detail.patient.name || t("case.unidentified");

/** "…4417": enough to tell two patients apart, too little to read over a shoulder. */
export function maskedNumber(detail: CaseDetail): string | null {
  const known = detail.patient.identifiers;
  const chosen = ["mrn", "provisional", "insurance", "national_id"]
    .map((system) => known.find((each) => each.system === system))
    .find((each) => each !== undefined);
  if (chosen === undefined) return null;
  const value = chosen.system === "provisional" ? chosen.value : `…${chosen.value.slice(-4)}`;
  return t(`case.identifier_short.${chosen.system}`, { value });
}

export function weight(detail: CaseDetail): string | null {
  const kg = detail.form.data.vitals?.weight;
  return kg === undefined ? null : `${formatNumber(kg)} kg`;
}

/** Name, sex, age, number and hospital on one line, as paper carries it. */
export function patientLine(detail: CaseDetail): string {
  const { patient, owner_org: hospital } = detail;
  const numbers = patient.identifiers
    .filter((each) => each.system !== "national_id")
    .map((each) => t(`case.identifier_short.${each.system}`, { value: each.value }));
  const parts = [patientName(detail), sexAge(patient.sex, patient.age), ...numbers, hospital.name, detail.number, detail.demo ? t("demo.data") : ""];
  return parts.filter(Boolean).join(" · ");
}

export const specialtyName = (code: string) => (has(`vocabulary.specialty.${code}`) ? t(`vocabulary.specialty.${code}`) : code);
/** Each kind of request has states of its own; what several share has one word. */
export function stateName(state: string): string {
  if (has(`case.state.${state}`)) return t(`case.state.${state}`);
  return has(`mdt.state.${state}`) ? t(`mdt.state.${state}`) : state;
}

/** As a step that was taken: without the dots of a button that asks for more. */
export function actionName(action: string): string {
  if (has(`case.action.${action}`)) return t(`case.action.${action}`).replace(/…$/, "");
  return has(`mdt.do.${action}`) ? t(`mdt.do.${action}`).replace(/…$/, "") : action;
}

/** Who answers it now: the accepted expert, else the one it is offered to. */
export function expertOf(request: CaseRequest) {
  const held = (state: string) => lastOf(request.assignments, (each) => each.part === "expert" && each.state === state);
  return (held("accepted") ?? held("offered"))?.person;
}

/** Asked by a colleague to go on, or by the centre, and not answered yet. */
export const offeredTo = (request: CaseRequest, me: string) =>
  request.assignments.some((each) => each.person.id === me && each.state === "offered");
