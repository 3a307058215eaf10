import { t } from "../../i18n";
import { Dialog } from "../../ui";
import { UploadPanel } from "../../upload";
import { AssignSheet } from "../assign/AssignSheet";
import type { Deeds } from "../list/useDeeds";
import { nameOf } from "../list/words";

/** What a row's action opened. */
export function Sheets({ deeds }: { deeds: Deeds }) {
  const { sheet, closeSheet } = deeds;
  if (sheet === null) return null;
  if (sheet.deed === "assign") return <AssignSheet row={sheet.row} onClose={closeSheet} />;
  return (
    <Dialog open title={t("today.add_to", { who: nameOf(sheet.row) })} onClose={closeSheet}>
      <UploadPanel caseId={sheet.row.case_id} />
    </Dialog>
  );
}
