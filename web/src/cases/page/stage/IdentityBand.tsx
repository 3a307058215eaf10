import { useState } from "preact/hooks";
import { api } from "../../../api";
import { t, tError } from "../../../i18n";
import { Button, sexAge } from "../../../ui";
import { Icon, triangleAlert } from "../../../ui/icons";
import { useCasePage } from "../state/context";
import type { Material } from "../../detail";
import { patientName } from "../../detail/facts";
import { RemoveSheet } from "../film/RemoveSheet";

/** The file names somebody else: nobody may read it as this patient's without having seen that. */
export function IdentityBand({ material }: { material: Material }) {
  const { detail, reload } = useCasePage();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(undefined);
  const [moving, setMoving] = useState(false);
  const seen = material.ecg?.seen_patient ?? material.study?.seen_patient;
  const file = [seen?.name, seen?.sex, seen?.birth_date, seen?.patient_id].filter(Boolean).join(" · ");
  const here = [patientName(detail), sexAge(detail.patient.sex, detail.patient.age), detail.patient.birth_date].filter(Boolean).join(" · ");

  const confirm = async () => {
    setBusy(true);
    try {
      await api.post(`/cases/${detail.id}/materials/${material.id}/confirm`, {}, { ifMatch: material.version });
      reload();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <section class="identity-band" role="alert">
        <Icon of={triangleAlert} />
        <p>
          <strong>{t("case.identity.other")}</strong> {t("case.identity.compare", { file, here })}
          {failure !== undefined && <span class="identity-failed">{tError(failure)}</span>}
        </p>
        {detail.allowed.includes("add_material") && (
          <Button size="small" busy={busy} onClick={() => void confirm()}>
            {t("case.identity.confirm")}
          </Button>
        )}
        {detail.allowed.includes("remove_material") && (
          <Button size="small" onClick={() => setMoving(true)}>
            {t("case.material.move")}
          </Button>
        )}
      </section>
      {moving && <RemoveSheet material={material} deed="move" onClose={() => setMoving(false)} />}
    </>
  );
}
