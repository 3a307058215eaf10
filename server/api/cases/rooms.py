"""The room of a case over HTTP: its history, stepping in, and the unsent draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from consult.actions.rooms import membership, positions
from consult.errors import Invalid
from consult.rooms.protocol.replies import msg
from consult.rooms.room import Notify
from server.http import Body, Context, Paged, route
from server.jobs.room_index import up_to_date
from storage.repositories.views.rooms.marks import MessageMarks, message_marks
from storage.repositories.views.rooms.search import FoundMessages, RoomQuery, find_messages
from storage.repositories.views.rooms.view import messages, shown_views

MAX_SEQ = 2**53 - 1


class MessagePage(msgspec.Struct, frozen=True):
    """`items` are the socket's `msg` frames (docs/protocol.md); `head` is the newest number."""

    items: list[dict[str, Any]]
    head: int
    epoch: str


class ViewShown(msgspec.Struct, frozen=True):
    """The view `v` that `by` showed at that moment, as `state` had it (docs/protocol.md).

    `pointers`: where people pointed on it, `{"by", "i", "x", "y"}` each, as `ptr` had it.
    """

    id: str
    at: datetime
    by: str
    v: dict[str, Any]
    pointers: list[dict[str, Any]]


class Entered(msgspec.Struct, frozen=True):
    member: bool


class DraftText(Body, frozen=True):
    text: str


class NotifyLevel(Body, frozen=True):
    notify: Notify


@route("GET", "/api/v1/rooms/{id}/messages")
async def read_messages(ctx: Context) -> MessagePage:
    """Messages `?after=` a number, oldest first, at most `&limit=`."""
    after, limit = _number(ctx, "after"), ctx.page.limit
    page = await ctx.show(
        lambda store: messages(store, ctx.actor, ctx.path["id"], ctx.now, after=after, limit=limit)
    )
    return MessagePage([msg(event) for event in page.events], page.head, page.epoch)


@route("GET", "/api/v1/rooms/{id}/marks")
async def read_marks(ctx: Context) -> MessageMarks:
    """When the message `?seq=` (or the newest) reached each, was read and acknowledged."""
    seq = _number(ctx, "seq")
    return await ctx.show(
        lambda store: message_marks(store, ctx.actor, ctx.path["id"], ctx.now, seq=seq)
    )


@route("GET", "/api/v1/rooms/{id}/views")
async def read_views(ctx: Context) -> Paged[ViewShown]:
    """The views people showed to one another, one a second, oldest first: `?after=&limit=`."""
    limit, after = ctx.page.limit, ctx.page.after or ""
    found = await ctx.show(
        lambda store: shown_views(
            store, ctx.actor, ctx.path["id"], ctx.now, after=after, limit=limit
        )
    )
    items = [
        ViewShown(track.id, track.at, track.by, track.view, list(track.pointers or ()))
        for track in found
    ]
    return Paged(items, items[-1].id if len(items) == limit else None)


def _number(ctx: Context, name: str) -> int:
    text = ctx.query.get(name, "0")
    if not (text.isascii() and text.isdigit() and int(text) <= MAX_SEQ):
        raise Invalid("request.invalid", field=name, reason="a sequence number")
    return int(text)


@route("POST", "/api/v1/rooms/{id}/enter")
async def enter_room(ctx: Context) -> Entered:
    """Step into the room, seen by all in it."""
    await ctx.run(membership.enter_room, membership.EnterRoom(ctx.path["id"]))
    return Entered(True)


@route("PUT", "/api/v1/rooms/{id}/draft", body=DraftText)
async def keep_draft(ctx: Context, body: DraftText) -> None:
    """Keep what I began to write here; an empty text forgets it."""
    await ctx.run(positions.keep_draft, positions.KeepDraft(ctx.path["id"], body.text))


@route("PUT", "/api/v1/rooms/{id}/notify", body=NotifyLevel)
async def set_notify(ctx: Context, body: NotifyLevel) -> None:
    """What of this room I want to hear: everything, what is said to me, or nothing but urgency."""
    await ctx.run(positions.set_notify, positions.SetNotify(ctx.path["id"], body.notify))


@route("GET", "/api/v1/rooms/search")
async def search_rooms(ctx: Context) -> FoundMessages:
    """What was said in my rooms, by its words, newest first: `?q=&room=&limit=`."""
    room = ctx.query.get("room")
    query = RoomQuery(q=ctx.query.get("q", ""), room_id=room, limit=ctx.page.limit)
    await up_to_date(ctx.uow, ctx.actor, query)
    return await ctx.show(lambda store: find_messages(store, ctx.actor, query, ctx.now))


ROUTES = (search_rooms, read_messages, read_marks, read_views, enter_room, keep_draft, set_notify)
