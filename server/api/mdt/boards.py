"""Standing teams and their slot polls; the place where everything waits."""

from __future__ import annotations

import msgspec

from consult.actions.mdt import boards as acts
from consult.actions.mdt.door import board_subject
from consult.actions.mdt.session import polls
from consult.mdt.board import SeatPart
from consult.mdt.poll import Can
from server.http import Body, Context, Id, Instant, Paged, route
from storage.repositories.store import SqlStore
from storage.repositories.views.mdt.boards import (
    BoardView,
    PollView,
    board_view,
    boards,
    open_polls,
    poll_view,
)
from storage.repositories.views.mdt.place import Place, place
from storage.repositories.views.mdt.seatable import Seatable, seatable


class SeatIn(Body, frozen=True):
    """`deputy_id` is of the same hospital; a secretary needs no specialty."""

    person_id: Id
    org_id: Id
    part: SeatPart
    specialty: str = ""
    required: bool = False
    deputy_id: Id | None = None


class CalendarIn(Body, frozen=True):
    """`weekday` 0 is Monday, null: no fixed day; `weeks` of the month, none is every week."""

    weekday: int | None = None
    at: str = "14:00"
    minutes: int = 60
    weeks: tuple[int, ...] = ()


class BoardIn(Body, frozen=True):
    org_id: Id
    name: str
    seats: tuple[SeatIn, ...]
    required_specialties: tuple[str, ...] = ()
    bridge_phone: str = ""
    calendar: CalendarIn = CalendarIn()
    active: bool = True


class SlotIn(Body, frozen=True):
    starts_at: Instant
    ends_at: Instant


class PollIn(Body, frozen=True):
    slots: tuple[SlotIn, ...]
    note: str = ""


class VoteIn(Body, frozen=True):
    """One word per slot, in their order."""

    votes: tuple[Can, ...]


class SettleIn(Body, frozen=True):
    """`slot` counts from 0; null closes the poll without a session."""

    slot: int | None = None


@route("GET", "/api/v1/mdt")
async def mdt_place(ctx: Context) -> Place:
    """What waits for me: to screen, to plan, to write, to sign, to do."""
    return await ctx.show(lambda store: place(store, ctx.actor, ctx.now))


@route("GET", "/api/v1/mdt/boards")
async def list_boards(ctx: Context) -> Paged[BoardView]:
    """Teams of my hospitals, those I sit on, those I may ask."""
    return Paged(await ctx.look(lambda store: boards(store, ctx.actor, ctx.now)))


@route("POST", "/api/v1/mdt/boards", body=BoardIn, status=201)
async def add_board(ctx: Context, body: BoardIn) -> BoardView:
    """Set up a team: one chair, one secretary, members of any hospital."""
    return await _save(ctx, body, None)


@route("PUT", "/api/v1/mdt/boards/{id}", body=BoardIn)
async def change_board(ctx: Context, body: BoardIn) -> BoardView:
    """The team in its new form; sessions that are planned stay as they are."""
    return await _save(ctx, body, ctx.path["id"])


@route("GET", "/api/v1/mdt/seatable/{org}")
async def list_seatable(ctx: Context) -> Paged[Seatable]:
    """Clinicians a team of this hospital may seat: its own and its partners'."""
    return Paged(await ctx.look(lambda store: seatable(store, ctx.actor, ctx.path["org"], ctx.now)))


async def _save(ctx: Context, body: BoardIn, board_id: str | None) -> BoardView:
    cmd = acts.SaveBoard(
        org_id=body.org_id,
        name=body.name,
        seats=tuple(acts.SeatEntry(**msgspec.structs.asdict(seat)) for seat in body.seats),
        required_specialties=body.required_specialties,
        calendar=msgspec.structs.asdict(body.calendar),
        bridge_phone=body.bridge_phone,
        active=body.active,
        board_id=board_id,
        if_version=ctx.if_match,
    )
    saved = await ctx.run(acts.save_board, cmd)

    def read(store: SqlStore) -> BoardView:
        subject = board_subject(store, saved, ctx.now)
        return board_view(store, ctx.actor, saved, subject, ctx.now)

    return await ctx.look(read)


@route("GET", "/api/v1/mdt/polls")
async def list_polls(ctx: Context) -> Paged[PollView]:
    """Open polls of my teams."""
    return Paged(await ctx.look(lambda store: open_polls(store, ctx.actor, ctx.now)))


@route("POST", "/api/v1/mdt/boards/{id}/polls", body=PollIn, status=201)
async def ask_slots(ctx: Context, body: PollIn) -> PollView:
    """Offer times to everybody on the team."""
    slots = tuple((slot.starts_at, slot.ends_at) for slot in body.slots)
    cmd = polls.AskSlots(board_id=ctx.path["id"], slots=slots, note=body.note)
    made = await ctx.run(polls.ask_slots, cmd)
    return await ctx.look(lambda store: poll_view(store, ctx.actor, made, ctx.now))


@route("PUT", "/api/v1/mdt/polls/{id}/vote", body=VoteIn)
async def vote_slots(ctx: Context, body: VoteIn) -> PollView:
    """My word for each slot."""
    poll = await ctx.run(polls.vote, polls.Vote(poll_id=ctx.path["id"], votes=body.votes))
    return await ctx.look(lambda store: poll_view(store, ctx.actor, poll, ctx.now))


@route("POST", "/api/v1/mdt/polls/{id}/settle", body=SettleIn)
async def settle_poll(ctx: Context, body: SettleIn) -> PollView:
    """Choose the slot: it becomes a session."""
    cmd = polls.SettlePoll(poll_id=ctx.path["id"], slot=body.slot)
    poll = await ctx.run(polls.settle_poll, cmd)
    return await ctx.look(lambda store: poll_view(store, ctx.actor, poll, ctx.now))


ROUTES = (
    mdt_place,
    list_boards,
    add_board,
    change_board,
    list_seatable,
    list_polls,
    ask_slots,
    vote_slots,
    settle_poll,
)
