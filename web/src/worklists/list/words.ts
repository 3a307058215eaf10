import { serverNow } from "../../api";
import { formatDate, formatDateTime, formatTime, plural, t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import type { Row } from "../board";
import { lacksEcg } from "./actions";
import type { ShownRow } from "./still";

/** "Unknown person" for whoever has no name yet. */
export const nameOf = (row: Pick<Row, "patient">) => row.patient.name || t("today.unidentified");

/** The time alone for today, with its date otherwise. */
export function whenWords(moment: string): string {
  return formatDate(moment) === formatDate(serverNow()) ? formatTime(moment) : formatDateTime(moment);
}

/** Where it stands and with whom, in one line. */
export function whereWords(row: ShownRow): string {
  if (row.gone) return t("today.where.gone");
  const from = row.side === "provider" ? row.from_org.name : null;
  return [
    from,
    stands(row),
    row.side === "provider" && lacksEcg(row) ? t("today.no_ecg") : null,
    row.mismatched > 0 && row.side === "requester" ? plural("today.mismatched", row.mismatched) : null,
    row.to_acknowledge > 0 ? plural("today.to_acknowledge", row.to_acknowledge) : null,
    row.asked > 0 ? plural("today.asked", row.asked) : null,
    row.debts > 0 && row.side === "requester" ? plural("today.debts", row.debts) : null,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** What the county told last of the patient. */
function became({ follow_up: told }: Row): string {
  if (!told || told.outcome === "" || told.outcome_day === null) return "";
  return t("asking.became", { day: told.outcome_day, outcome: t(`asking.outcome.${told.outcome}`) });
}

/** Before which team, where, and when it meets. */
export function teamWords({ team, to_org }: Pick<Row, "team" | "to_org">): string {
  return [team?.name, to_org?.name, team?.starts_at ? whenWords(team.starts_at) : ""].filter(Boolean).join(" · ");
}

function stands(row: Row): string {
  const who = row.who?.name ?? "";
  const to = [specialtyName(row.specialty), row.side === "requester" ? row.to_org?.name : null].filter(Boolean).join(" ");
  if (row.kind === "mdt") return [t(`mdt.state.${row.state}`), teamWords(row)].filter(Boolean).join(" · ");
  switch (row.state) {
    case "draft":
      return t("today.where.draft", { time: whenWords(row.last_activity_at) });
    case "submitted":
      return t("today.where.submitted", { to });
    case "offered":
      return t("today.where.offered", { who, to });
    case "awaiting_release":
    case "info_requested":
    case "scheduled":
    case "unanswered":
      return t(`today.where.${row.state}`, { who, to });
    case "accepted":
    case "in_consultation":
      return t("today.where.accepted", { who, to });
    case "signed":
      return t("today.where.signed", { who, time: whenWords(row.last_activity_at) });
    case "responded":
    case "follow_up":
    case "closed":
      return [row.adoption === null ? t("today.where.closed") : t(`today.where.${row.adoption}`), became(row)].filter(Boolean).join(" · ");
    case "rejected":
      return t("today.where.rejected", { to });
    default:
      return t("today.where.cancelled");
  }
}
