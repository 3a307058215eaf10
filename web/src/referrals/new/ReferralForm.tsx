import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { session, useResource } from "../../api";
import { bodyOf as caseBody } from "../../cases/new/draft/body";
import type { Draft } from "../../cases/new/draft/draft";
import { orgsFor } from "../../cases/new/orgs";
import { ProtocolLine } from "../../cases/forms/ProtocolLine";
import { Who } from "../../cases/new/parts/Who";
import { t, tError, timeZone } from "../../i18n";
import { Button, EmptyState, SaveChip, SendBar, type Urgency } from "../../ui";
import { textOf, type Chosen, type Values } from "../forms/fields";
import { Fields, idOf } from "../forms/Fields";
import { faultsOf, useValues } from "../forms/useValues";
import { useNeeds } from "../needs";
import type { Destination, Kind } from "../types";
import { formOf, targetOf, targetsOf } from "./forms";
import { caseTexts, gapsOfPatient, keptPatient, missingOf, patientDraft } from "./patient";
import { sendReferral, type Origin } from "./sending";

const FORM = "referral";
/** Where the new patient's part is kept among what is typed. */
const PATIENT = "patient";

type Begins = Exclude<Origin, { from: "patient" }> | { from: "patient"; caseId: string };

interface ReferralFormProps {
  kind: Kind;
  origin: Begins;
  caseId?: string;
  /** A consultation stays with its partner. */
  fixed?: { partnership: string; specialty: string };
  department?: string | null;
  title: string;
  who?: string;
  /** The case's form: beside it a hospital may share what is to be done. */
  template?: string;
  initial: Values;
}

/** One page, in the order of the paper; what is missing stands in the bar below. */
export function ReferralForm(props: ReferralFormProps) {
  const { kind, origin } = props;
  const { route: go } = useLocation();
  const writing = useValues(keyOf(props), props.initial);
  const { targets, items } = useTargets(props);
  const asked = items.find((each) => each.kind === kind && each.partnership_id === targetOf(writing.values)?.destination.partnership_id);
  const needs = useNeeds(asked?.org_id ?? null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState<"send" | "save" | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const fresh = origin.from === "patient";
  const org = orgsFor(session.value)[0]?.id ?? "";
  const patient = patientDraft(fresh ? origin.caseId : "", org, textOf(writing.values, PATIENT), textOf(writing.values, "urgency") as Urgency);
  const gaps = fresh ? gapsOfPatient(patient) : [];
  const sent = origin.from === "draft" && origin.state !== "draft";
  const [to, ...paper] = formOf(kind, targets ?? [], needs);
  const sections = sent || to === undefined ? paper : [to, ...paper];

  useEffect(() => {
    // Who has one place to send to need not choose it.
    const preset = presetOf(targets, props);
    if (writing.ready && preset !== null && textOf(writing.values, "target") === "") writing.set("target", preset);
  }, [writing.ready, targets]);

  const faults = faultsOf(sections, writing.values);
  const missing = [
    ...missingOf(gaps),
    ...Object.keys(faults).map((name) => ({ text: t(`referral.field.${name.replace("sheet.", "")}`), field: idOf(FORM, name) })),
  ];
  const changePatient = (change: (draft: Draft) => Draft) => writing.set(PATIENT, keptPatient(change(patient)));
  const patientBody = () => {
    const body = caseBody(patient, timeZone.peek());
    return { ...body, form: { ...body.form, ...caseTexts(writing.values) } };
  };
  const run = async (send: boolean) => {
    setBusy(send ? "send" : "save");
    setFailure(null);
    try {
      const from: Origin = origin.from === "patient" ? { from: "patient", body: patientBody() } : origin;
      const id = await sendReferral(from, sections, writing.values, send);
      await writing.forget();
      go(`/referrals/${id}?side=sent`);
    } catch (error) {
      setFailure(tError(error));
      setBusy(null);
    }
  };
  const press = () => {
    setTried(true);
    const [first] = missing;
    if (first === undefined) void run(true);
    else document.getElementById(first.field ?? "")?.focus();
  };
  if (targets !== null && targets.length === 0) return <EmptyState text={t("referral.no_partner")} />;
  return (
    <form class="new-case referral-new" noValidate onSubmit={(event) => event.preventDefault()}>
      <header class="new-head">
        <h1>{props.title}</h1>
        {props.who && (
          <p>
            <strong>{props.who}</strong>
          </p>
        )}
      </header>
      <div class="referral-new-body">
        {fresh && <Who form={{ draft: patient, change: changePatient, missing: gaps, tried, ranges: {} }} />}
        {asked && props.template && kind === "referral_up" && <ProtocolLine org={{ id: asked.org_id, name: asked.name }} template={props.template} />}
        <Fields heading="h2" form={FORM} sections={sections} values={writing.values} onChange={writing.set} faults={tried ? faults : {}} />
      </div>
      <div class="new-bar">
        {failure !== null && (
          <p class="new-failure" role="alert">
            {failure}
          </p>
        )}
        <SendBar missing={missing} note={t("referral.files_on_case")} saved={writing.keptAt !== null && <SaveChip state="local" at={writing.keptAt} />}>
          {origin.from !== "consultation" && !sent && (
            <Button busy={busy === "save"} onClick={() => void run(false)}>
              {t("referral.save_draft")}
            </Button>
          )}
          <Button kind="filled" busy={busy === "send"} onClick={press}>
            {t(sent ? "referral.save_changes" : "referral.send")}
          </Button>
        </SendBar>
      </div>
    </form>
  );
}

function keyOf({ origin, kind }: ReferralFormProps): string {
  switch (origin.from) {
    case "draft":
      return `referral:${origin.id}:sheet`;
    case "consultation":
      return `referral:convert:${origin.requestId}`;
    case "case":
      return `referral:new:${kind}:${origin.caseId}`;
    default:
      return `referral:new:${origin.caseId}`;
  }
}

/** `targets` are null while they are not known. */
function useTargets({ kind, caseId, fixed }: ReferralFormProps): { targets: readonly Chosen[] | null; items: readonly Destination[] } {
  const found = useResource<{ items: Destination[] }>(caseId === undefined ? "/referrals/destinations" : `/referrals/destinations?case_id=${caseId}`);
  if (found.data === undefined) return { targets: null, items: [] };
  const { items } = found.data;
  const all = targetsOf(items, kind);
  return { items, targets: fixed === undefined ? all : all.filter((each) => each.value.startsWith(`${fixed.partnership} `)) };
}

function presetOf(targets: readonly Chosen[] | null, { fixed, department }: ReferralFormProps): string | null {
  if (targets === null) return null;
  const own = targets.find((each) => department && each.value.endsWith(` ${department}`));
  const same = fixed && targets.find((each) => each.value.startsWith(`${fixed.partnership} ${fixed.specialty} `));
  return (own ?? same ?? (targets.length === 1 ? targets[0] : undefined))?.value ?? null;
}
