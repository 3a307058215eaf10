"""Counts and logs every answer: by the pattern of its route, so that no address is kept."""

from __future__ import annotations

import logging
import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.http.metrics import Metrics
from server.security.web.request_id import trace_of

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NOT_LOGGED = frozenset({"/healthz", "/readyz", "/metrics"})  # asked every few seconds
REFUSED = "refused"
_log = structlog.get_logger("huizhen.access")
_level = logging.getLogger("huizhen.access")


class Observed:
    """Pure ASGI, around everything else."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "websocket.accept":
                status = 101
            await send(message)

        began = time.perf_counter()
        try:
            await self._app(scope, receive, watched)
        finally:
            self._note(scope, status, time.perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        """Status 0: the caller went before there was an answer."""
        method = scope.get("method", "WS")
        method = method if method in METHODS or method == "WS" else "other"
        route = getattr(scope.get("route"), "path", REFUSED)
        if scope["type"] == "http":
            self._metrics.answered(method, route, status, seconds)
        if route not in NOT_LOGGED and _level.isEnabledFor(logging.INFO):
            _log.info(
                "answered",
                trace=trace_of(scope),
                method=method,
                route=route,
                status=status,
                ms=round(seconds * 1000),
            )
