import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import { session, useResource } from "../../api";
import type { CaseDetail } from "../../cases/detail";
import { patientName } from "../../cases/detail/facts";
import { orgsFor } from "../../cases/new/orgs";
import { t } from "../../i18n";
import { newId } from "../../rooms";
import { useTitle } from "../../shell/useTitle";
import { PageError, PageState, Skeleton } from "../../ui";
import type { Kind } from "../types";
import { useReferral } from "../useReferral";
import { nameOf } from "../words";
import { fromConsultation, fromStay } from "./carried";
import { fromCase, fromSheet } from "./forms";
import { ReferralForm } from "./ReferralForm";
import "../../admin/frame/admin.css";
import "../../cases/new/new.css";
import "../referrals.css";

/** `?case=` refers a known patient on, `?convert=` turns a consultation into a referral, `?edit=` goes on with a draft; else somebody new. */
export default function NewReferralPage() {
  const { query, route: go } = useLocation();
  const kind: Kind = query.kind === "referral_down" ? "referral_down" : "referral_up";
  const known = query.case !== undefined || query.edit !== undefined;
  useTitle(t(`referral.new.${kind}`));
  useEffect(() => {
    // The address carries the draft, so that a reload returns to it.
    if (!known && query.draft === undefined) go(`/referrals/new?draft=${newId()}`, true);
  }, [known, query.draft]);
  if (query.edit !== undefined) return <Edited key={query.edit} id={query.edit} />;
  if (query.case !== undefined) return <OfCase key={query.case} caseId={query.case} kind={kind} basedOn={query.based_on ?? null} convert={query.convert ?? null} />;
  if (orgsFor(session.value).length === 0) return <PageState kind="forbidden" />;
  if (query.draft === undefined) return <Skeleton />;
  return <ReferralForm key={query.draft} kind="referral_up" origin={{ from: "patient", caseId: query.draft }} title={t("referral.new.referral_up")} initial={{ urgency: "routine" }} />;
}

interface OfCaseProps {
  caseId: string;
  kind: Kind;
  basedOn: string | null;
  convert: string | null;
}

function OfCase({ caseId, kind, basedOn, convert }: OfCaseProps) {
  const found = useResource<CaseDetail>(`/cases/${caseId}`);
  const before = kind === "referral_down" ? basedOn : null;
  const stay = useReferral(before);
  if (found.data === undefined && found.error !== undefined) return <PageError error={found.error} onRetry={found.reload} />;
  if (found.data === undefined) return <Skeleton rows={6} />;
  if (before !== null && stay.data === undefined) return stay.error === undefined ? <Skeleton rows={6} /> : <PageError error={stay.error} onRetry={stay.reload} />;
  const detail = found.data;
  const asked = detail.requests.find((each) => each.id === convert);
  return (
    <ReferralForm
      kind={kind}
      origin={asked ? { from: "consultation", requestId: asked.id } : { from: "case", caseId, kind, basedOn }}
      caseId={caseId}
      fixed={asked === undefined ? undefined : { partnership: asked.partnership_id, specialty: asked.specialty }}
      title={t(asked ? "referral.new.convert" : `referral.new.${kind}`)}
      who={patientName(detail)}
      template={detail.form.template}
      initial={{ urgency: asked?.urgency ?? "routine", ...fromCase(detail.form.data), ...(asked && fromConsultation(asked)), ...(stay.data && fromStay(stay.data)) }}
    />
  );
}

/** A draft, or one that came back for information. */
function Edited({ id }: { id: string }) {
  const found = useReferral(id);
  if (found.data === undefined && found.error !== undefined) return <PageError error={found.error} onRetry={found.reload} />;
  if (found.data === undefined) return <Skeleton rows={6} />;
  const whole = found.data;
  return (
    <ReferralForm
      kind={whole.kind}
      origin={{ from: "draft", id: whole.id, state: whole.state, version: whole.version }}
      caseId={whole.case_id}
      department={whole.wished_department?.id ?? null}
      title={t(`referral.new.${whole.kind}`)}
      who={nameOf(whole)}
      template={whole.template}
      initial={{ urgency: whole.urgency, ...fromCase(whole.form), ...fromSheet(whole.sheet) }}
    />
  );
}
