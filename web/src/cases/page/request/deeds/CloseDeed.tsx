import { useState } from "preact/hooks";
import { useResource } from "../../../../api";
import { t } from "../../../../i18n";
import { Choice, Field } from "../../../../ui";
import { OUTCOMES } from "../../../asking/FollowUpTaps";
import type { CaseRequest } from "../../../detail";
import { DeedForm } from "./DeedForm";

const UNKNOWN = "unknown";

/** What became of the patient, or why nobody knows; what was told at a follow-up is enough. */
export function CloseDeed({ request }: { request: CaseRequest }) {
  const told = useResource<{ items: { outcome: string }[] }>(`/requests/${request.id}/follow_up`);
  const known = told.data?.items.reduce((last, each) => each.outcome || last, "") || undefined;
  const [outcome, setOutcome] = useState("");
  const [reason, setReason] = useState("");
  const unknown = outcome === UNKNOWN;
  const ready = known !== undefined || (unknown ? reason.trim() !== "" : outcome !== "");
  return (
    <DeedForm action="close" ready={ready} body={() => ({ outcome: known !== undefined || unknown ? null : outcome, reason: reason.trim() })}>
      {known !== undefined ? (
        <p>{t("steps.outcome_known", { outcome: t(`asking.outcome.${known}`) })}</p>
      ) : (
        <Choice
          label={t("steps.outcome")}
          value={outcome}
          onChange={setOutcome}
          options={[...OUTCOMES.map((value) => ({ value, text: t(`asking.outcome.${value}`) })), { value: UNKNOWN, text: t("steps.outcome_unknown") }]}
        />
      )}
      {unknown && <Field label={t("steps.outcome_why")} value={reason} onInput={setReason} rows={2} maxLength={1000} required />}
    </DeedForm>
  );
}
