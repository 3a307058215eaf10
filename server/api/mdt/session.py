"""One session of a team: its date, its list, who is there, which case is before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from consult.actions.mdt import agenda, inviting, presence, sessions
from consult.actions.mdt.presence import Called
from consult.actions.work import Work
from consult.mdt.session import BEAT, Mode
from server.api.cases.bodies import ReasonIn
from server.http import Body, Context, Id, Instant, route
from storage.repositories.views.mdt.session import SessionView, session_view


class SessionIn(Body, frozen=True):
    """`bridge_phone` empty: that of the team."""

    mode: Mode
    starts_at: Instant
    ends_at: Instant
    bridge_phone: str = ""
    link: str = ""


class MoveIn(Body, frozen=True):
    starts_at: Instant
    ends_at: Instant
    reason: str


class InvitationIn(Body, frozen=True):
    """Not coming needs the reason; `deputy`: the deputy of my seat comes instead."""

    coming: bool
    deputy: bool = False
    reason: str = ""


class ListedIn(Body, frozen=True):
    request_id: Id
    minutes: int


class ListIn(Body, frozen=True):
    """The whole list; a case left out is put off. Once locked only with a reason."""

    items: tuple[ListedIn, ...]
    reason: str = ""


class PresenceIn(Body, frozen=True):
    here: bool


class PresenceOut(msgspec.Struct, frozen=True):
    """Say it again within `every_s`."""

    present: bool
    every_s: int


class CallIn(Body, frozen=True):
    person_id: Id
    how: Called


class RollCallIn(Body, frozen=True):
    calls: tuple[CallIn, ...]


class NextIn(Body, frozen=True):
    request_id: Id | None = None


async def _view(ctx: Context, session_id: str) -> SessionView:
    return await ctx.show(lambda store: session_view(store, ctx.actor, session_id, ctx.now))


async def _step(ctx: Context, action: Callable[[Work, Any], object], cmd: object) -> SessionView:
    await ctx.run(action, cmd)
    return await _view(ctx, ctx.path["id"])


def _plain(ctx: Context, reason: str = "") -> sessions.SessionStep:
    return sessions.SessionStep(session_id=ctx.path["id"], reason=reason, if_version=ctx.if_match)


@route("POST", "/api/v1/mdt/boards/{id}/sessions", body=SessionIn, status=201)
async def plan_session(ctx: Context, body: SessionIn) -> SessionView:
    """A meeting, or a window in which all answer by writing."""
    cmd = sessions.PlanSession(board_id=ctx.path["id"], **msgspec.structs.asdict(body))
    return await _view(ctx, (await ctx.run(sessions.plan_session, cmd)).id)


@route("GET", "/api/v1/mdt/sessions/{id}")
async def get_session_of_board(ctx: Context) -> SessionView:
    """The session with the cases I may read."""
    return await _view(ctx, ctx.path["id"])


@route("POST", "/api/v1/mdt/sessions/{id}/reschedule", body=MoveIn)
async def reschedule_session(ctx: Context, body: MoveIn) -> SessionView:
    """Another time; who had agreed is asked again."""
    cmd = sessions.Reschedule(
        session_id=ctx.path["id"], if_version=ctx.if_match, **msgspec.structs.asdict(body)
    )
    return await _step(ctx, sessions.reschedule, cmd)


@route("POST", "/api/v1/mdt/sessions/{id}/cancel", body=ReasonIn)
async def cancel_session(ctx: Context, body: ReasonIn) -> SessionView:
    """It will not be; its cases wait for another date."""
    return await _step(ctx, sessions.cancel_session, _plain(ctx, body.reason))


@route("POST", "/api/v1/mdt/sessions/{id}/publish")
async def publish_session(ctx: Context) -> SessionView:
    """Send the list out and invite everybody."""
    return await _step(ctx, sessions.publish, _plain(ctx))


@route("POST", "/api/v1/mdt/sessions/{id}/answer", body=InvitationIn)
async def answer_invitation(ctx: Context, body: InvitationIn) -> SessionView:
    """Coming or not."""
    cmd = inviting.AnswerInvitation(session_id=ctx.path["id"], **msgspec.structs.asdict(body))
    return await _step(ctx, inviting.answer_invitation, cmd)


@route("PUT", "/api/v1/mdt/sessions/{id}/agenda", body=ListIn)
async def arrange_list(ctx: Context, body: ListIn) -> SessionView:
    """Order and minutes of the cases."""
    cmd = agenda.ArrangeList(
        session_id=ctx.path["id"],
        items=tuple((item.request_id, item.minutes) for item in body.items),
        reason=body.reason,
        if_version=ctx.if_match,
    )
    return await _step(ctx, agenda.arrange_list, cmd)


@route("POST", "/api/v1/mdt/sessions/{id}/open")
async def open_session(ctx: Context) -> SessionView:
    """The meeting begins."""
    return await _step(ctx, sessions.open_session, _plain(ctx))


@route("POST", "/api/v1/mdt/sessions/{id}/end")
async def end_session(ctx: Context) -> SessionView:
    """The meeting is over; cases it did not reach wait for another date."""
    return await _step(ctx, sessions.end_session, _plain(ctx))


@route("POST", "/api/v1/mdt/sessions/{id}/presence", body=PresenceIn)
async def be_here(ctx: Context, body: PresenceIn) -> PresenceOut:
    """I am here, said while the page is open; or I leave."""
    cmd = presence.BeHere(session_id=ctx.path["id"], here=body.here)
    here = await ctx.run(presence.be_here, cmd)
    return PresenceOut(present=here, every_s=int(BEAT.total_seconds()))


@route("POST", "/api/v1/mdt/sessions/{id}/roll_call", body=RollCallIn)
async def roll_call(ctx: Context, body: RollCallIn) -> SessionView:
    """What was heard when the names were called."""
    calls = tuple((row.person_id, row.how) for row in body.calls)
    cmd = presence.RollCall(session_id=ctx.path["id"], calls=calls)
    return await _step(ctx, presence.roll_call, cmd)


@route("POST", "/api/v1/mdt/sessions/{id}/next", body=NextIn)
async def next_case(ctx: Context, body: NextIn) -> SessionView:
    """Call a case: everybody's view moves to it."""
    cmd = agenda.NextCase(session_id=ctx.path["id"], request_id=body.request_id)
    return await _step(ctx, agenda.next_case, cmd)


ROUTES = (
    plan_session,
    get_session_of_board,
    reschedule_session,
    cancel_session,
    publish_session,
    answer_invitation,
    arrange_list,
    open_session,
    end_session,
    be_here,
    roll_call,
    next_case,
)
