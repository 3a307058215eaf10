"""GET /ws: who may open a socket, and with which words one is turned away.

A foreign page is refused before the handshake with 403. A person without a login gets the
handshake and then close code 4501, because a browser shows its page no other reason. A device that
can send neither cookie nor token says its one-time ticket in `hello`.
"""

from __future__ import annotations

import asyncio
from typing import cast

from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from consult.errors import HuizhenError, Unavailable
from consult.rooms.protocol import frames
from consult.rooms.protocol.limits import SUBPROTOCOL, Close
from server.live.connection import Connection
from server.security.auth.identity import Identity, by_ticket, cookie_name, identify
from server.security.web.origin import allowed_origin
from server.services import services_of
from storage.database.unit_of_work import new_id

SCOPE = "api"


async def live_socket(socket: WebSocket) -> None:
    if _is_foreign(socket):
        await socket.close()
        return
    hub = services_of(socket).hub
    who, known = await _caller(socket)
    await socket.accept(SUBPROTOCOL if SUBPROTOCOL in _offered(socket) else None)
    first: str | None = None
    if who is None and known and SUBPROTOCOL in _offered(socket):
        first, who = await _by_ticket(socket)
    if SUBPROTOCOL not in _offered(socket):
        await socket.close(Close.VERSION)
    elif not known:
        await socket.close(Close.INTERNAL)
    elif who is None:
        await socket.close(Close.UNAUTHENTICATED)
    elif hub.stopping:
        await socket.close(Close.RESTART)
    elif hub.count_of(who.actor.person_id) >= hub.limits.connections:
        await socket.close(Close.RATE)
    else:
        await Connection(socket, who, hub, new_id(hub.uow.clock())).run(first)


async def _by_ticket(socket: WebSocket) -> tuple[str | None, Identity | None]:
    """The `hello` with its ticket, and whose it is; waits for it as long as for any `hello`."""
    try:
        async with asyncio.timeout(services_of(socket).hub.limits.hello_within):
            text = await socket.receive_text()
        hello = frames.parse(text)
        if isinstance(hello, frames.Hello) and hello.ticket is not None:
            return text, await by_ticket(services_of(socket), hello.ticket)
    except (TimeoutError, KeyError, WebSocketDisconnect, frames.Malformed, HuizhenError):
        pass
    return None, None


def _is_foreign(socket: WebSocket) -> bool:
    """A cookie counts only with our Origin; a token or ticket needs none, but no foreign one."""
    origin = socket.headers.get("origin")
    if origin is None:
        mine = cookie_name(services_of(socket).settings) in socket.cookies
        return mine and "authorization" not in socket.headers
    return not allowed_origin(services_of(socket).settings, origin)


async def _caller(socket: WebSocket) -> tuple[Identity | None, bool]:
    """Who it is, and whether that could be found out: a database that is down ends no login."""
    try:
        who = await identify(socket)
        if who is not None:
            who.require_scope(SCOPE)
    except Unavailable:
        return None, False
    except HuizhenError:
        return None, True
    return who, True


def _offered(socket: WebSocket) -> list[str]:
    return cast("list[str]", socket.scope.get("subprotocols", []))


live_routes: list[BaseRoute] = [WebSocketRoute("/ws", live_socket, name="live")]
