import { formatDateTime, formatTime, locale, t } from "../../../../i18n";
import type { CaseRequest } from "../../../detail";

/** When and where the two sides meet, and the file for one's own calendar. */
export function MeetingLine({ request }: { request: CaseRequest }) {
  const meeting = request.course.appointment;
  if (meeting === null) return null;
  const when = `${formatDateTime(meeting.starts_at)}–${formatTime(meeting.ends_at)}`;
  return (
    <section>
      <h2>{t("steps.meeting")}</h2>
      <p>
        {when} <span class="meta">{t(`steps.meeting_state.${meeting.state}`)}</span>
      </p>
      {meeting.state === "booked" && (
        <div class="deeds-row">
          {meeting.link && (
            <a class="button button-outline button-accent button-small" href={meeting.link} target="_blank" rel="noopener noreferrer">
              <span>{t("steps.meeting_join")}</span>
            </a>
          )}
          <a class="button button-outline button-accent button-small" href={`/api/v1/requests/${request.id}/meeting.ics?locale=${locale.value}`} download>
            <span>{t("steps.meeting_ics")}</span>
          </a>
        </div>
      )}
    </section>
  );
}
