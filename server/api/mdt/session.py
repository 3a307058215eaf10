"""One session of a team: its date, its list, who is there, which case is before it."""

from __future__ import annotations

import msgspec

from consult.actions.mdt.session import agenda, inviting, planning, presence
from consult.actions.mdt.session.presence import Called
from consult.mdt.session import BEAT, Mode
from server.api.cases.bodies import ReasonIn
from server.api.step_routes import Steps
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


async def _seen(ctx: Context) -> SessionView:
    return await _view(ctx, ctx.path["id"])


session_step = Steps("/api/v1/mdt/sessions/{id}", _seen, "session_id", planning.SessionStep)


@route("POST", "/api/v1/mdt/boards/{id}/sessions", body=SessionIn, status=201)
async def plan_session(ctx: Context, body: SessionIn) -> SessionView:
    """A meeting, or a window in which all answer by writing."""
    cmd = planning.PlanSession(board_id=ctx.path["id"], **msgspec.structs.asdict(body))
    return await _view(ctx, (await ctx.run(planning.plan_session, cmd)).id)


@route("GET", "/api/v1/mdt/sessions/{id}")
async def get_session_of_board(ctx: Context) -> SessionView:
    """The session with the cases I may read."""
    return await _seen(ctx)


@route("PUT", "/api/v1/mdt/sessions/{id}/agenda", body=ListIn)
async def arrange_list(ctx: Context, body: ListIn) -> SessionView:
    """Order and minutes of the cases."""
    cmd = agenda.ArrangeList(
        session_id=ctx.path["id"],
        items=tuple((item.request_id, item.minutes) for item in body.items),
        reason=body.reason,
        if_version=ctx.if_match,
    )
    await ctx.run(agenda.arrange_list, cmd)
    return await _seen(ctx)


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
    await ctx.run(presence.roll_call, cmd)
    return await _seen(ctx)


ROUTES = (
    plan_session,
    get_session_of_board,
    session_step(
        "reschedule",
        planning.reschedule,
        "Another time; who had agreed is asked again.",
        MoveIn,
        planning.Reschedule,
        name="reschedule_session",
    ),
    session_step(
        "cancel",
        planning.cancel_session,
        "It will not be; its cases wait for another date.",
        ReasonIn,
        name="cancel_session",
    ),
    session_step(
        "publish",
        planning.publish,
        "Send the list out and invite everybody.",
        name="publish_session",
    ),
    session_step(
        "answer",
        inviting.answer_invitation,
        "Coming or not.",
        InvitationIn,
        inviting.AnswerInvitation,
        name="answer_invitation",
    ),
    arrange_list,
    session_step("open", planning.open_session, "The meeting begins.", name="open_session"),
    session_step(
        "end",
        planning.end_session,
        "The meeting is over; cases it did not reach wait for another date.",
        name="end_session",
    ),
    be_here,
    roll_call,
    session_step(
        "next",
        agenda.next_case,
        "Call a case: everybody's view moves to it.",
        NextIn,
        agenda.NextCase,
        name="next_case",
    ),
)
