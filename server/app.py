"""The composition root: settings in, a running application out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from server.api import ROUTES
from server.dicomweb.part import dicomweb
from server.dicomweb.routes import DICOMWEB_ROUTES
from server.errors import NoSuchRoute, WrongMethod
from server.fhir.outcome import renderer_of
from server.fhir.routes import FHIR_ROUTES
from server.http.health import HEALTH_ROUTES
from server.http.metrics import METRICS_ROUTE, Metrics
from server.http.observe import Observed
from server.http.openapi import openapi_route
from server.http.web_app import WEB_APP_ROUTES
from server.jobs.audit_seal import audit_seal
from server.jobs.part import clocks
from server.jobs.room_index import room_index
from server.live.bus import open_bus
from server.live.bus.news import News
from server.live.hub import Hub
from server.live.part import live
from server.live.socket import live_routes
from server.notify.part import notify
from server.security.auth.passwords import Passwords
from server.security.auth.throttle import Throttle
from server.security.web.middleware import WebSecurity
from server.services import Services
from server.settings import Settings, secret_key
from server.texts import choose_locale
from server.uploads.endpoints import UPLOAD_ROUTES
from server.uploads.part import uploads
from storage.database.clock import SteadyClock, newest
from storage.database.engine import Database, open_database
from storage.database.measured import MeasuredDatabase
from storage.database.unit_of_work import Clock, UnitOfWork, system_clock
from storage.intake.worker import IntakeWorker
from storage.objects import ObjectStore, open_object_store

# A part of the running server: entered after the services are there, left before they close.
Part = Callable[[Services], AbstractAsyncContextManager[None]]
PARTS: tuple[Part, ...] = (live, clocks, notify, room_index, audit_seal, uploads, dicomweb)
# Routes that are not the JSON API, tried in this order and before its hundreds: everybody's
# sockets come back at once, pieces and images come by the hundred.
OTHER_ROUTES: tuple[BaseRoute, ...] = (
    *live_routes,
    *(route.starlette() for route in (*UPLOAD_ROUTES, *DICOMWEB_ROUTES, *FHIR_ROUTES)),
)


def build_app(
    settings: Settings,
    *,
    database: Database | None = None,
    objects: ObjectStore | None = None,
    clock: Clock = system_clock,
) -> Starlette:
    """The whole server on a migrated database; parts given here are the caller's to close."""
    steady = SteadyClock(clock)
    metrics = Metrics()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            services = await _open(stack, settings, database, objects, steady, metrics)
            app.state.services = services
            for part in PARTS:
                await stack.enter_async_context(part(services))
            yield

    return Starlette(
        routes=[
            *OTHER_ROUTES,
            *(route.starlette() for route in (*ROUTES, openapi_route(ROUTES))),
            *HEALTH_ROUTES,
            METRICS_ROUTE,
            *WEB_APP_ROUTES,
        ],
        middleware=[
            Middleware(Observed, metrics=metrics),
            Middleware(WebSecurity, settings=settings, clock=steady),
        ],
        exception_handlers={HTTPException: _no_such_thing},
        lifespan=lifespan,
    )


async def _open(
    stack: AsyncExitStack,
    settings: Settings,
    database: Database | None,
    objects: ObjectStore | None,
    clock: SteadyClock,
    metrics: Metrics,
) -> Services:
    if database is None:
        database = open_database(settings.database_url)
        stack.push_async_callback(database.close)
    if objects is None:
        objects = open_object_store(settings.object_store_url)
        stack.push_async_callback(objects.close)
    intake = IntakeWorker()
    stack.push_async_callback(intake.close)
    settings.spool_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (moment := await database.read(newest)) is not None:
        clock.not_before(moment)
    database = MeasuredDatabase(database, metrics.writes.observe)
    uow = UnitOfWork(database, clock=clock)
    return Services(
        settings=settings,
        database=database,
        objects=objects,
        uow=uow,
        intake=intake,
        passwords=Passwords(),
        throttle=Throttle(),
        hub=Hub(uow, open_bus(settings.bus_url), News(secret_key(settings))),
        metrics=metrics,
    )


async def _no_such_thing(request: Request, error: Exception) -> Response:
    wrong = isinstance(error, HTTPException) and error.status_code == 405
    found = WrongMethod("request.wrong_method") if wrong else NoSuchRoute("route")
    tell = renderer_of(request.url.path)
    return tell(found, choose_locale(request.headers.get("accept-language", "")))
