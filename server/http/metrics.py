"""What there is to watch, for Prometheus: numbers of the machine, never a label of a person.

Given to the machine itself, and to others who know HUIZHEN_METRICS_TOKEN.
"""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import dataclass, field

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from consult.errors import Unavailable
from consult.studies.upload import UploadState
from server.errors import NoSuchRoute, problem
from server.services import Services, services_of
from server.settings import is_loopback
from server.texts import choose_locale
from storage.repositories.outgoing import outbox

PATIENCE_S = 5.0
FAST = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)


@dataclass(slots=True)
class Metrics:
    """One per application; tests run many in one process, so none is global."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    requests: Counter = field(init=False)
    seconds: Histogram = field(init=False)
    writes: Histogram = field(init=False)
    gauges: dict[str, Gauge] = field(init=False)

    def __post_init__(self) -> None:
        ProcessCollector(registry=self.registry)
        by_route = ("method", "route", "status")
        self.requests = Counter(
            "huizhen_requests",
            "Answers by route pattern and status",
            by_route,
            registry=self.registry,
        )
        self.seconds = Histogram(
            "huizhen_request_seconds",
            "From the request to the end of its answer",
            ("route",),
            buckets=FAST,
            registry=self.registry,
        )
        self.writes = Histogram(
            "huizhen_database_write_seconds",
            "From asking for a transaction to its commit, waiting included",
            buckets=FAST,
            registry=self.registry,
        )
        self.gauges = {
            name: Gauge(f"huizhen_{name}", text, registry=self.registry)
            for name, text in GAUGES.items()
        }

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        self.requests.labels(method, route, str(status)).inc()
        self.seconds.labels(route).observe(seconds)


GAUGES = {
    "sockets": "Open room sockets",
    "rooms_open": "Rooms somebody is in",
    "outbox_waiting": "Calls and news that are due and not delivered",
    "outbox_lag_seconds": "How long the oldest of them is due",
    "uploads_waiting": "Uploads received whole and not yet stored",
    "clocks_stalled": "1 when timers do not fire: nobody is called any more",
    "clocks_beat_age_seconds": "Since the clocks last looked",
    "timer_lag_seconds": "How long the oldest timer is due that does not fire",
    "database_up": "1 when the database answered this scrape",
    "worker_starts": "Processes started to read files; more than files / 200 means crashes",
}


async def metrics(request: Request) -> Response:
    """The numbers in the text format of Prometheus; to strangers there is no such page."""
    services = services_of(request)
    if not _may_look(request, services):
        locale = choose_locale(request.headers.get("accept-language", ""))
        return problem(NoSuchRoute("route"), locale)
    gauges = services.metrics.gauges
    gauges["sockets"].set(len(services.hub.connections))
    gauges["rooms_open"].set(len(services.hub.channels))
    gauges["worker_starts"].set(services.intake.starts)
    _ask_clocks(services)
    try:
        async with asyncio.timeout(PATIENCE_S):
            await _ask_database(services)
        gauges["database_up"].set(1)
    except (Unavailable, TimeoutError):
        gauges["database_up"].set(0)
    text = generate_latest(services.metrics.registry)
    return Response(text, headers={"content-type": CONTENT_TYPE_LATEST})


def _ask_clocks(services: Services) -> None:
    gauges, clocks, watch = services.metrics.gauges, services.clocks, services.dead_man
    if clocks is None or watch is None:
        return
    gauges["clocks_stalled"].set(watch.stalled)
    gauges["clocks_beat_age_seconds"].set((services.now() - clocks.beat_at).total_seconds())
    gauges["timer_lag_seconds"].set(clocks.late.total_seconds())


async def _ask_database(services: Services) -> None:
    gauges, now = services.metrics.gauges, services.now()
    waiting, oldest = await services.database.read(lambda conn: outbox.waiting(conn, now))
    gauges["outbox_waiting"].set(waiting)
    gauges["outbox_lag_seconds"].set((now - oldest).total_seconds() if oldest else 0)
    if services.uploads is not None:
        node = services.uploads.node
        received = await services.uow.look(
            lambda store: len(store.uploads.list(node=node, state=UploadState.RECEIVED))
        )
        gauges["uploads_waiting"].set(received)


def _may_look(request: Request, services: Services) -> bool:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    token = services.settings.metrics_token
    if scheme.lower() == "bearer":
        return bool(token) and hmac.compare_digest(given.encode(), token.encode())
    forwarded = any(name in request.headers for name in ("forwarded", "x-forwarded-for", "via"))
    return not forwarded and request.client is not None and is_loopback(request.client.host)


METRICS_ROUTE = Route("/metrics", metrics)
