import { sexAge, UrgencyMark } from "../../ui";
import type { Row } from "../../worklists/board";
import { nameOf, whereWords } from "../../worklists/list/words";

/** A case as one line of a hand-over. */
export function CaseLine({ row }: { row: Row }) {
  return (
    <span class="handover-case">
      <UrgencyMark urgency={row.urgency} />
      <span>
        <a href={`/cases/${row.case_id}`}>
          <strong>{nameOf(row)}</strong> {sexAge(row.patient.sex, row.patient.age)}
        </a>{" "}
        {row.question}
        <br />
        <span class="meta">
          {whereWords(row)}
        </span>
      </span>
    </span>
  );
}
