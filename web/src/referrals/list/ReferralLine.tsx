import { t } from "../../i18n";
import { CaseRow, type ClockProps } from "../../ui";
import type { Shown } from "../../worklists";
import type { GroupKey, Row, Side } from "../types";
import { ANSWERING, nameOf, whereWords } from "../words";

interface ReferralLineProps {
  row: Shown<Row & { request_id: string }>;
  side: Side;
  group: GroupKey;
  selected?: boolean;
}

/** One referral of a list: whose, where it stands and with whom, and the limit that runs. */
export function ReferralLine({ row, side, group, selected = false }: ReferralLineProps) {
  return (
    <CaseRow
      href={`/referrals/${row.id}?side=${side}`}
      urgency={row.urgency}
      breathing={group === "to_answer" && row.urgency === "emergency" && !row.gone}
      name={nameOf(row)}
      sex={row.patient.sex}
      age={row.patient.age}
      question={row.diagnosis}
      where={row.gone ? t("today.where.gone") : whereWords(row, side)}
      clock={clockOf(group, row)}
      selected={selected}
      past={group === "done"}
      demo={row.demo}
    />
  );
}

/** The limit that counts where the row stands now. */
function clockOf(key: GroupKey, row: Shown<Row>): Omit<ClockProps, "size"> | undefined {
  if (row.gone || key === "done" || key === "drafts") return undefined;
  const due = (label: string, at: string | null, begin: string | null) => (at === null ? undefined : { label: t(label), due: at, begin });
  if (row.state === "feedback") return undefined;
  if (row.state === "discharged") return due("referral.clock.feedback", row.feedback_due_at, row.discharged_at);
  if (row.arrived_at !== null) return due("referral.clock.records", row.records_due_at, row.arrived_at);
  if (row.eta !== null) return due("referral.clock.eta", row.eta, null);
  return ANSWERING.has(row.state) ? due("referral.clock.answer", row.due_at, row.submitted_at) : undefined;
}
