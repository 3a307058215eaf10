"""The coordinator's board: what runs, how long, who has it, who is on duty."""

from __future__ import annotations

from server.http import Context, route
from storage.repositories.views.board import Board
from storage.repositories.views.board import board as read_board


@route("GET", "/api/v1/board")
async def board(ctx: Context) -> Board:
    """Running requests of the hospitals I coordinate, and duty now. `?wall=true` masks patients."""
    wall = ctx.flag("wall") or False
    return await ctx.show(lambda store: read_board(store, ctx.actor, ctx.now, wall=wall))


ROUTES = (board,)
