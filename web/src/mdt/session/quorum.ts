import { formatSpan, t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import type { Attendee, Quorum, SessionView } from "../types";

/** Who is wanting, in words; empty when what is said is an MDT conclusion. */
export function wanting(quorum: Quorum): string[] {
  return [
    ...(quorum.chair ? [] : [t("mdt.part.chair")]),
    ...quorum.specialties.filter((each) => !each.present).map((each) => specialtyName(each.specialty)),
  ];
}

/** Specialties that count only until the grace of a lost line ends (ms), the first to end first. */
export function inGrace(quorum: Quorum): { specialty: string; until: number }[] {
  return quorum.specialties
    .flatMap(({ specialty, lost_until }) => (lost_until === null ? [] : [{ specialty, until: Date.parse(lost_until) }]))
    .sort((a, b) => a.until - b.until);
}

/** Where somebody is, in words; a lost line says how long it still counts. */
export function presenceWords(who: Attendee, session: Pick<SessionView, "grace_s">, at: number): string {
  if (who.presence !== "lost" || who.since === null) return t(`mdt.presence.${who.presence}`);
  const left = Date.parse(who.since) + session.grace_s * 1000 - at;
  return left > 0 ? t("mdt.presence.lost_for", { span: formatSpan(left) }) : t("mdt.presence.lost");
}

export const counts = (who: Attendee) => who.presence === "present" || who.presence === "lost" || who.presence === "phone";
