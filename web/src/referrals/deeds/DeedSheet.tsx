import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { api } from "../../api";
import { t, tError } from "../../i18n";
import { Button, Sheet, Skeleton } from "../../ui";
import { UploadPanel } from "../../upload";
import { bodyOf, type Section, type Values } from "../forms/fields";
import { Fields, idOf } from "../forms/Fields";
import { faultsOf, useValues } from "../forms/useValues";
import { Said } from "../sheet/Said";
import type { Whole } from "../types";
import { actionName } from "../words";
import { DEEDS } from "./deeds";
import { useSources } from "./useSources";

interface DeedSheetProps {
  whole: Whole;
  action: string;
  onClose: () => void;
  /** What the server answered to what it was told. */
  onDone: (answer: unknown, told: Record<string, unknown>) => void;
}

/** A step's form on a sheet of its own; what is typed is still there when it was closed too soon. */
export function DeedSheet({ whole, action, onClose, onDone }: DeedSheetProps) {
  const deed = DEEDS[action];
  const form = `deed-${action}`;
  const writing = useValues(`referral:${whole.id}:${action}`, deed?.begin?.(whole) ?? {});
  const sources = useSources(whole, action);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const sections = deed?.sections?.(whole, sources) ?? [];
  const faults = faultsOf(sections, writing.values);

  const send = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    const [wrong] = Object.keys(faults);
    if (wrong !== undefined) return document.getElementById(idOf(form, wrong))?.focus();
    setBusy(true);
    setFailure(null);
    try {
      const body = told(sections, writing.values);
      const answer = await api.post(`/referrals/${whole.id}/${action}`, body, { ifMatch: whole.version });
      await writing.forget();
      onDone(answer, body);
    } catch (error) {
      setFailure(tError(error));
      setBusy(false);
    }
  };
  const told = (from: readonly Section[], values: Values) => {
    const body = bodyOf(from, values);
    return deed?.shape?.(body, whole) ?? body;
  };
  return (
    <Sheet
      open
      title={actionName(action)}
      onClose={onClose}
      actions={
        <>
          <Button kind="filled" type="submit" form={form} busy={busy}>
            {actionName(action)}
          </Button>
          <Button kind="text" onClick={onClose}>
            {t("referral.later")}
          </Button>
        </>
      }
    >
      {writing.ready ? (
        <form id={form} class="referral-form" noValidate onSubmit={(event) => void send(event)}>
          <p class="meta">{t(`referral.about.${action}`)}</p>
          {action === "resubmit" && <Said whole={whole} />}
          {action === "upload_records" && <UploadPanel caseId={whole.case_id} />}
          <Fields form={form} sections={sections} values={writing.values} onChange={writing.set} faults={tried ? faults : {}} />
          <Failure text={failure} />
        </form>
      ) : (
        <Skeleton rows={3} />
      )}
    </Sheet>
  );
}
