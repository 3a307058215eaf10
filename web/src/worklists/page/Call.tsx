import { t } from "../../i18n";
import { RingingLine } from "../alarm/RingingLine";
import { deedOf } from "../list/actions";
import type { Deeds } from "../list/useDeeds";
import { calling } from "../live";
import type { Row } from "../board";

/** The oldest call with what this person can do about it. */
export function Call({ deeds }: { deeds: Deeds }) {
  const [row, ...rest] = calling.value;
  if (row === undefined) return null;
  const deed = callDeed(row);
  const action =
    deed === null
      ? null
      : { text: t(`today.call.${deed}`), busy: deeds.busy === row.request_id, onPress: () => deeds.act(deed, row) };
  const onPassOn = row.call?.state === "ringing" ? () => deeds.passOn(row) : null;
  return (
    <RingingLine
      key={row.request_id}
      row={row}
      more={rest.length}
      action={action}
      onPassOn={onPassOn}
      failure={deeds.failure}
    />
  );
}

const callDeed = (row: Row) => deedOf("for_me", row) ?? deedOf("to_assign", row);
