import { useState } from "preact/hooks";
import { api } from "../../../api";
import { t, tError } from "../../../i18n";
import { Button, Field, Sheet } from "../../../ui";
import { useCasePage } from "../state/context";
import type { Material } from "../../detail";
import { patientName } from "../../detail/facts";
import { CaseSearch, type Found } from "./CaseSearch";
import { titleOf } from "./titles";

interface RemoveSheetProps {
  material: Material;
  deed: "withdraw" | "move";
  onClose: () => void;
}

/** Takes a material off this case, with the reason; a tombstone stays in its place. */
export function RemoveSheet({ material, deed, onClose }: RemoveSheetProps) {
  const { detail, reload } = useCasePage();
  const [reason, setReason] = useState("");
  const [target, setTarget] = useState<Found | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(undefined);
  const moves = deed === "move";
  const ready = reason.trim() !== "" && (!moves || target !== null);

  const act = async () => {
    setBusy(true);
    setFailure(undefined);
    const body = moves ? { to_case_id: target?.case_id, reason } : { reason };
    try {
      await api.post(`/cases/${detail.id}/materials/${material.id}/${deed}`, body, { ifMatch: material.version });
      reload();
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <Sheet
      open
      title={t(`case.material.${deed}_title`, { title: titleOf(material), patient: patientName(detail) })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button kind="filled" busy={busy} disabled={!ready} onClick={() => void act()}>
            {t(`case.material.${deed}`)}
          </Button>
        </>
      }
    >
      <div class="sheet-form">
        <p class="sheet-about">{t(`case.material.${deed}_about`)}</p>
        {moves && <CaseSearch not={detail.id} chosen={target} onChoose={setTarget} />}
        <Field
          label={t("case.reason")}
          value={reason}
          onInput={setReason}
          rows={3}
          required
          maxLength={500}
          error={failure === undefined ? null : tError(failure)}
        />
      </div>
    </Sheet>
  );
}
