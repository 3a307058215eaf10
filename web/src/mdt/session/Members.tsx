import { now } from "../../api";
import { formatTime, t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import type { AgendaItem, Attendee, SessionView } from "../types";
import { counts, presenceWords } from "./quorum";

interface MembersProps {
  session: SessionView;
  item: AgendaItem | undefined;
  hands: readonly string[];
  floor: string | null;
}

/** Who belongs to this meeting: where they are, and how much of the case they have opened. */
export function Members({ session, item, hands, floor }: MembersProps) {
  return (
    <section class="mdt-part" aria-labelledby="mdt-members">
      <h2 id="mdt-members">
        {t("mdt.members")}{" "}
        {session.mode === "live" && session.state === "open" && (
          <span class="meta">{t("mdt.members_here", { n: session.attendees.filter(counts).length, of: session.attendees.length })}</span>
        )}
      </h2>
      <ul class="mdt-members">
        {session.attendees.map((who) => (
          <li key={who.person.id} class={`mdt-member mdt-member-${over(session) && who.attended ? "present" : who.presence}`}>
            <span class="mdt-member-dot" aria-hidden="true" />
            <span>
              <strong>{who.person.name}</strong> <span class="meta">{partWords(who)}</span>
            </span>
            <span class="meta">{who.org.name}</span>
            <span class="mdt-member-state">
              {[standing(who, session), hands.includes(who.person.id) ? t("mdt.hand_up") : "", floor === who.person.id ? t("mdt.has_floor") : ""]
                .filter(Boolean)
                .join(" · ")}
            </span>
            <Opened who={who} item={item} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function partWords(who: Pick<Attendee, "part" | "specialty" | "required">): string {
  if (who.part === "member" && who.specialty !== "") return [specialtyName(who.specialty), who.required ? t("mdt.required") : ""].filter(Boolean).join(" · ");
  return t(`mdt.part.${who.part}`);
}

/** Then everybody has left; what counts is who was there. */
const over = (session: SessionView) => session.mode === "live" && session.state === "ended";

/** Before the meeting whether they come, in it whether they are here. */
function standing(who: Attendee, session: SessionView): string {
  if (session.state === "planned" || session.state === "cancelled" || session.mode === "async") {
    const words = t(`mdt.answer.${who.answer}`);
    return who.deputy_for === null ? words : [words, t("mdt.deputy_for", { who: who.deputy_for.name })].join(" · ");
  }
  if (over(session)) return t(who.attended ? "mdt.presence.attended" : "mdt.presence.missed");
  const words = presenceWords(who, session, now.value);
  return who.called_at === null || counts(who) ? words : [words, t("mdt.called_at", { time: formatTime(who.called_at) })].join(" · ");
}

function Opened({ who, item }: { who: Attendee; item: AgendaItem | undefined }) {
  const ready = item?.readiness.find((each) => each.person_id === who.person.id);
  if (ready === undefined || ready.total === 0) return null;
  const words = t("mdt.opened", { n: ready.opened, of: ready.total });
  return (
    <span class="mdt-opened" title={words}>
      <span class="mdt-opened-bar" aria-hidden="true">
        <span style={{ width: `${(100 * ready.opened) / ready.total}%` }} />
      </span>
      <span class="visually-hidden">{words}</span>
    </span>
  );
}
