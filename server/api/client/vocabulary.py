"""The codes everything is written in; the front end has their names in each language."""

from __future__ import annotations

import msgspec

from consult.actions.network.fields import LOCALES
from consult.cases.forms import MEASURES, TEMPLATES
from consult.cases.request import Urgency
from consult.network.partnerships import Service
from consult.network.roles import Role
from consult.network.specialties import SPECIALTIES
from server.http import Context, route


class Range(msgspec.Struct, frozen=True):
    unit: str
    low: float
    high: float


class Vocabulary(msgspec.Struct, frozen=True):
    specialties: tuple[str, ...] = SPECIALTIES
    roles: tuple[str, ...] = tuple(Role)
    services: tuple[str, ...] = tuple(Service)
    templates: tuple[str, ...] = TEMPLATES
    urgencies: tuple[str, ...] = tuple(Urgency)
    vitals: dict[str, Range] = msgspec.field(
        default_factory=lambda: {name: Range(*measure) for name, measure in MEASURES.items()}
    )
    locales: tuple[str, ...] = LOCALES


@route("GET", "/api/v1/vocabulary")
async def vocabulary(ctx: Context) -> Vocabulary:
    """Specialties, roles, services, templates, urgencies and the measures of a form."""
    return Vocabulary()


ROUTES = (vocabulary,)
