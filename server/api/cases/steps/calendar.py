"""The meeting as a calendar file (RFC 5545): hospitals and the case's number, no patient."""

from __future__ import annotations

from icalendar import Alarm, Calendar, Event
from starlette.responses import Response

from consult.cases.appointment import AppointmentState
from server.http import Context, route
from server.texts import say
from storage.repositories.views.requests.meeting import Meeting, meeting


def written(found: Meeting, locale: str) -> bytes:
    """One event; the same UID with a higher SEQUENCE moves it in the reader's calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//Huizhen//Consultation//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"{found.id}@huizhen")
    event.add("sequence", found.sequence)
    event.add("dtstamp", found.changed_at)
    event.add("dtstart", found.starts_at)
    event.add("dtend", found.ends_at)
    event.add("summary", say(locale, "meeting.summary", number=found.number))
    event.add("description", " – ".join((found.from_org, found.to_org)))
    event.add("class", "PRIVATE")
    gone = found.state == AppointmentState.CANCELLED
    event.add("status", "CANCELLED" if gone else "CONFIRMED")
    if found.link:
        event.add("location", found.link)
        event.add("url", found.link)
    event.add_component(_alarm(found))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _alarm(found: Meeting) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -found.remind_before)
    alarm.add("description", found.number)
    return alarm


@route("GET", "/api/v1/requests/{id}/meeting.ics")
async def read_meeting(ctx: Context) -> Response:
    """The meeting of a request for one's own calendar."""
    found = await ctx.look(lambda store: meeting(store, ctx.actor, ctx.path["id"], ctx.now))
    return Response(
        written(found, ctx.locale),
        media_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="consultation-{found.number}.ics"',
            "Cache-Control": "no-store",
        },
    )


ROUTES = (read_meeting,)
