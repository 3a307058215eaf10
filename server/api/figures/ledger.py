"""The ledger and the words it is defined in."""

from __future__ import annotations

import msgspec

from consult.actions.requests.limits import NETWORK, limits_of
from consult.errors import NotFound
from consult.figures.catalogue import CATALOGUE
from consult.figures.numbers import figure_numbers
from server.api.figures.asking import asked
from server.api.figures.words import definition_of, group_of, name_of, notes
from server.http import Context, route
from server.texts import LOCALES
from storage.repositories.views.figures.ledger import Ledger, ledger
from storage.repositories.views.figures.reach import Places, places


class Definition(msgspec.Struct, frozen=True):
    key: str
    name: str
    group: str
    numerator: str
    denominator: str


class Definitions(msgspec.Struct, frozen=True):
    """`notes` hold for every figure."""

    figures: list[Definition]
    notes: list[str]


@route("GET", "/api/v1/figures")
async def read_ledger(ctx: Context) -> Ledger:
    """`?place=&side=requester|provider&from=2026-01&to=2026-11`: every figure with twelve months.

    Without `place` all one reads, without months the last twelve. No patient is shown.
    """
    return await ctx.look(lambda store: ledger(store, ctx.actor, asked(ctx, store), ctx.now))


@route("GET", "/api/v1/figures/places")
async def list_figure_places(ctx: Context) -> Places:
    """The hospitals whose figures the caller reads, and the authorities above them."""
    return await ctx.look(lambda store: places(store, ctx.actor, ctx.now))


@route("GET", "/api/v1/figures/definitions/{locale}")
async def define_figures(ctx: Context) -> Definitions:
    """What each figure counts, in words of one of our languages."""
    locale = ctx.path["locale"]
    if locale not in LOCALES:
        raise NotFound("language")
    numbers = await ctx.look(lambda store: figure_numbers(limits_of(store, NETWORK)))
    found = []
    for figure in CATALOGUE:
        above, below = definition_of(locale, figure)
        group = group_of(locale, figure)
        found.append(Definition(figure.key, name_of(locale, figure), group, above, below))
    return Definitions(found, list(notes(locale, numbers.fewest)))


ROUTES = (read_ledger, list_figure_places, define_figures)
