"""What the running server is made of; every route, socket and job reaches it here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, cast

from starlette.requests import HTTPConnection

from server.security.auth.passwords import Passwords
from server.security.auth.throttle import Throttle
from server.security.web.allowance import Allowance
from server.settings import Settings
from server.uploads.part import Uploads
from storage.database.engine import Database
from storage.database.unit_of_work import UnitOfWork
from storage.intake.worker import IntakeWorker
from storage.objects import ObjectStore

if TYPE_CHECKING:  # these are handed the services and know them by name
    from server.dicomweb.part import DicomWeb
    from server.http.metrics import Metrics
    from server.jobs.clocks import Clocks
    from server.jobs.dead_man import DeadMan
    from server.live.hub import Hub
    from server.notify.senders import Senders
    from server.uploads.part import Uploads


@dataclass(slots=True, kw_only=True)
class Services:
    settings: Settings
    database: Database
    objects: ObjectStore
    uow: UnitOfWork
    intake: IntakeWorker
    passwords: Passwords
    throttle: Throttle
    hub: Hub
    metrics: Metrics
    uploads: Uploads | None = None
    dicomweb: DicomWeb | None = None
    clocks: Clocks | None = None
    dead_man: DeadMan | None = None
    senders: Senders | None = None
    client_errors: Allowance = field(default_factory=Allowance)
    # Wards behind their links: a hospital's telephones may share one address.
    ward_links: Allowance = field(default_factory=lambda: Allowance(each=60, together=240))

    def now(self) -> datetime:
        return self.uow.clock()


def services_of(connection: HTTPConnection) -> Services:
    """The services of the application a request or socket came to."""
    return cast("Services", connection.app.state.services)
