"""The outermost layer: numbers a request, refuses foreign ones, hardens the answer.

A fault of ours ends here as well. Messages of exceptions may quote a patient, so the log gets
the error's type and the places it passed through, never its words.
"""

from __future__ import annotations

import traceback

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from consult.errors import Denied
from server.errors import Unexpected
from server.fhir.outcome import renderer_of
from server.http.encoding import stamp
from server.settings import Settings
from server.texts import choose_locale
from server.security.web import elsewhere
from server.security.web.headers import headers_for
from server.security.web.origin import is_cross_site, is_foreign_host
from server.security.web.request_id import HEADER, give_trace
from storage.database.unit_of_work import Clock

OPEN_TO_ANY_HOST = frozenset({"/healthz", "/readyz", "/metrics"}) | elsewhere.FILES
_log = structlog.get_logger("huizhen.http")


class WebSecurity:
    """Pure ASGI; sockets get a number and the Host check, and look at their Origin themselves."""

    def __init__(self, app: ASGIApp, settings: Settings, clock: Clock) -> None:
        self._app = app
        self._settings = settings
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        trace = give_trace(scope)
        if scope["type"] == "http":
            send = self._hardened(scope, send, trace)
        began = _Began(send)
        refusal = self._refusal(scope)
        try:
            await (refusal or self._app)(scope, receive, began)
        except ClientDisconnect:
            return
        except Exception as error:  # the last place that can answer
            _log.error("failed", trace=trace, error=type(error).__name__, where=_places(error))
            if scope["type"] == "http" and not began.begun:
                answer = renderer_of(scope["path"])(Unexpected(trace), _locale(scope))
                await answer(scope, receive, began)
            elif scope["type"] == "websocket":
                await began.close()

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        method = scope.get("method", "GET")
        if scope["path"] not in OPEN_TO_ANY_HOST and is_foreign_host(self._settings, headers):
            if scope["type"] == "http" and elsewhere.is_page_view(method, headers):
                return elsewhere.right_address(self._settings, scope["path"])
            return renderer_of(scope["path"])(Denied("request.foreign_host"), _locale(scope))
        if is_cross_site(self._settings, method, headers):
            return renderer_of(scope["path"])(Denied("request.cross_site"), _locale(scope))
        return None

    def _hardened(self, scope: Scope, send: Send, trace: str) -> Send:
        async def hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in headers_for(self._settings, scope["path"]).items():
                    headers.setdefault(name, value)
                headers[HEADER] = trace
                headers["x-server-time"] = stamp(self._clock())
            await send(message)

        return hardened


class _Began:
    """Remembers whether an answer, or a socket, was begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False
        self._closed = False

    async def __call__(self, message: Message) -> None:
        self.begun = True
        self._closed = self._closed or message["type"] == "websocket.close"
        await self._send(message)

    async def close(self) -> None:
        if not self._closed:
            await self._send({"type": "websocket.close", "code": 1011})


def _locale(scope: Scope) -> str:
    return choose_locale(Headers(scope=scope).get("accept-language", ""))


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames[-8:]]
