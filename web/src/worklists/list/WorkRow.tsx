import { t } from "../../i18n";
import { CaseRow, type ClockProps } from "../../ui";
import { isUnaccepted, type Row } from "../board";
import type { Deed } from "./actions";
import type { ShownRow } from "./still";
import { nameOf, whereWords } from "./words";

const OVER = new Set(["responded", "closed", "cancelled"]);

interface WorkRowProps {
  row: ShownRow;
  deed: Deed | null;
  busy?: boolean;
  selected?: boolean;
  onDeed: (deed: Deed, row: Row) => void;
  onFocus?: () => void;
}

/** A request as one row of a list. */
export function WorkRow({ row, deed, busy = false, selected, onDeed, onFocus }: WorkRowProps) {
  return (
    <CaseRow
      href={`/cases/${row.case_id}`}
      urgency={row.urgency}
      breathing={row.urgency === "emergency" && isUnaccepted(row) && !row.gone}
      name={nameOf(row)}
      sex={row.patient.sex}
      age={row.patient.age}
      question={row.question}
      where={whereWords(row)}
      clock={clockOf(row)}
      unread={row.unread}
      demo={row.demo}
      selected={selected}
      past={OVER.has(row.state)}
      onFocus={onFocus}
      action={deed === null ? undefined : { text: t(`today.deed.${deed}`), busy, onPress: () => onDeed(deed, row) }}
    />
  );
}

function clockOf(row: ShownRow): Omit<ClockProps, "size"> | undefined {
  if (row.kind === "mdt") return undefined;
  const runs = isUnaccepted(row) || ["accepted", "scheduled", "in_consultation"].includes(row.state);
  if (!runs || row.gone) return undefined;
  if (row.due_at !== null) return { label: t("today.answer_due"), due: row.due_at, begin: row.submitted_at };
  return { label: t("today.waits"), since: row.submitted_at ?? row.created_at };
}
