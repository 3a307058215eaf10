import { t } from "../../../i18n";
import { Sheet } from "../../../ui";
import { UploadPanel } from "../../../upload";
import { useCasePage } from "../state/context";
import { patientName } from "../../detail/facts";

/** Files for this patient; they go on arriving when the sheet is closed. */
export function AddSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { detail } = useCasePage();
  return (
    <Sheet open={open} title={t("case.material.add_to", { patient: patientName(detail) })} onClose={onClose}>
      <UploadPanel caseId={detail.id} />
    </Sheet>
  );
}
