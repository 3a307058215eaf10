import { api } from "../../../api";
import { formatNumber } from "../../../i18n";
import { dayIn } from "../typed/clockTime";
import { typedOf, type Details } from "../../forms/details";
import type { Diagnosis } from "../../forms/diagnoses";
import { typedLabs, type Lab } from "../../forms/labs";
import { versionOf, type TemplateVersion } from "../../forms/templates";
import { emptyDraft, MEASURES, TEXTS, type Destination, type Draft } from "./draft";
import type { Sex, Urgency } from "../../../ui";

interface Detail {
  id: string;
  owner_org: { id: string };
  patient: {
    name: string;
    sex: Sex;
    birth_date: string | null;
    age: number | null;
    phone: string;
    identity: string;
    identifiers: { system: string; value: string }[];
  };
  form: { template: string; template_version: number; data: Record<string, unknown>; at: string };
  requests: {
    id: string;
    kind: string;
    state: string;
    urgency: Urgency;
    specialty: string;
    to_org: { id: string } | null;
    questions: { text: string }[];
  }[];
}

/** An unsent case of the server as this page edits it; null when it has been sent meanwhile. */
export async function draftFromServer(id: string, zone: string | undefined): Promise<Draft | null> {
  const detail = await api.get<Detail>(`/cases/${id}`);
  const request = detail.requests.find((each) => each.state === "draft" && each.kind === "consultation");
  if (request === undefined) return null;
  const { form, patient } = detail;
  const draft = emptyDraft({ id, orgId: detail.owner_org.id, urgency: request.urgency, today: dayIn(zone, Date.parse(form.at)), callbackPhone: "" });
  const number = (system: string) => patient.identifiers.find((each) => each.system === system)?.value ?? "";
  const destination = request.to_org === null ? null : await destinationOf(detail.owner_org.id, request.to_org.id, request.specialty);
  return {
    ...draft,
    template: form.template,
    templateVersion: form.template_version,
    details: await detailsFrom(detail),
    labs: typedLabs((form.data.labs as Lab[] | undefined) ?? []),
    diagnoses: (form.data.diagnoses as Diagnosis[] | undefined) ?? [],
    who: {
      name: patient.name,
      sex: patient.sex === "unknown" ? "" : patient.sex,
      nationalId: number("national_id"),
      mrn: number("mrn"),
      insurance: number("insurance"),
      age: patient.birth_date === null && patient.age !== null ? String(patient.age) : "",
      birthDate: patient.birth_date ?? "",
      phone: patient.phone,
      unidentified: patient.name === "" && patient.identity === "unidentified",
    },
    onset: onsetFrom(form.data, draft.onset, zone),
    texts: { ...draft.texts, ...pick(TEXTS, (name) => form.data[name]) },
    vitals: { ...draft.vitals, ...pick(MEASURES, (name) => (form.data.vitals as Record<string, unknown> | undefined)?.[name]) },
    consent: { ...draft.consent, ...(form.data.consent as Partial<Draft["consent"]> | undefined) },
    allowReferral: form.data.allow_referral === true,
    questions: request.questions.length > 0 ? request.questions.map((each) => each.text) : [""],
    destination,
    destinationChosen: destination !== null,
    requestId: request.id,
  };
}

async function detailsFrom({ form, owner_org: org }: Detail): Promise<Draft["details"]> {
  const kept = (form.data.details as Details | undefined) ?? {};
  if (Object.keys(kept).length === 0) return {};
  const { items } = await api.get<{ items: TemplateVersion[] }>(`/templates?org=${org.id}`);
  const template = versionOf(items, form.template, form.template_version);
  return template === undefined ? {} : typedOf(template, kept);
}

async function destinationOf(org: string, to: string, specialty: string): Promise<Destination | null> {
  const { items } = await api.get<{ items: (Destination & { org_id: string })[] }>(`/destinations?org=${org}&service=consultation`);
  const found = items.find((each) => each.org_id === to && each.specialty === specialty);
  return found === undefined ? null : { partnership_id: found.partnership_id, specialty };
}

function pick<K extends string>(names: readonly K[], read: (name: K) => unknown): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {};
  for (const name of names) {
    const value = read(name);
    if (typeof value === "string") found[name] = value;
    if (typeof value === "number") found[name] = formatNumber(value, { useGrouping: false, maximumFractionDigits: 3 });
  }
  return found;
}

function onsetFrom(data: Record<string, unknown>, empty: Draft["onset"], zone: string | undefined): Draft["onset"] {
  if (data.onset_unknown === true) return { ...empty, unknown: true };
  if (typeof data.onset_at !== "string") return empty;
  const at = Date.parse(data.onset_at);
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(zone ? { timeZone: zone } : {}) });
  return { day: dayIn(zone, at), time: time.format(at), unknown: false };
}
