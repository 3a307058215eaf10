"""The ledger, and the list behind a figure, as files for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from starlette.responses import Response

from consult.figures.catalogue import BY_KEY, Shape
from server.api.figures.asking import asked
from server.api.figures.words import group_of, name_of
from server.http import Context, route
from server.http.csv_text import Cell, csv_response, number
from server.texts import say
from storage.repositories.views.figures.behind import CaseBehind, cases_behind
from storage.repositories.views.figures.ledger import Ledger, LedgerRow, Tally, ledger

MOST = 10_000
LEDGER = (
    *("group", "figure", "month", "value", "numerator", "denominator"),
    *("median", "p90", "limit"),
)
CASES = ("reference", "sent", "urgency", "specialty", "from", "to", "met", "took")


@route("GET", "/api/v1/figures/ledger.csv")
async def save_ledger(ctx: Context) -> Response:
    """The ledger as asked for: the whole period, then its twelve months; times in minutes.

    `?place=&side=&from=&to=`
    """
    wanted = await ctx.look(lambda store: asked(ctx, store))
    found = await ctx.look(lambda store: ledger(store, ctx.actor, wanted, ctx.now))
    name = f"figures-{wanted.period}"
    return csv_response(ctx.locale, name, _head(ctx.locale, LEDGER), _lines(ctx.locale, found))


@route("GET", "/api/v1/figures/{key}/cases.csv")
async def save_cases_behind(ctx: Context) -> Response:
    """The list behind a figure, as masked as on the page; at most 10,000 rows.

    `?place=&side=&from=&to=&met=`
    """
    key, met = ctx.path["key"], ctx.flag("met")
    wanted = await ctx.look(lambda store: asked(ctx, store))
    found = await ctx.show(
        lambda store: cases_behind(store, ctx.actor, key, wanted, ctx.now, met=met, limit=MOST)
    )
    rows = (_case(ctx.locale, wanted.period.zone, each) for each in found.items)
    name = f"figure-{key}-{wanted.period}"
    return csv_response(ctx.locale, name, _head(ctx.locale, CASES), rows)


def _head(locale: str, columns: tuple[str, ...]) -> list[str]:
    return [say(locale, f"figures.csv.{column}") for column in columns]


def _lines(locale: str, found: Ledger) -> Iterator[list[Cell]]:
    for row in found.rows:
        yield _line(locale, row, say(locale, "figures.csv.period"), row.tally)
        for each in row.months:
            yield _line(locale, row, each.month, each.tally)


def _line(locale: str, row: LedgerRow, month: str, tally: Tally) -> list[Cell]:
    figure = BY_KEY[row.key]
    limits = " / ".join(number(locale, round(each / 60, 1)) for each in row.limits_s)
    held_back = say(locale, "figures.csv.held_back")
    value: Cell = held_back if tally.held_back else _value(locale, row, tally)
    return [
        *(group_of(locale, figure), name_of(locale, figure), month, value),
        *(tally.numerator, tally.denominator),
        *(_minutes(tally.median_s), _minutes(tally.p90_s), limits),
    ]


def _value(locale: str, row: LedgerRow, tally: Tally) -> Cell:
    if row.shape is Shape.TIME:
        return _minutes(tally.median_s)
    if row.shape is Shape.COUNT:
        return tally.numerator
    if not tally.denominator or tally.numerator is None:
        return None
    return number(locale, round(100 * tally.numerator / tally.denominator, 1)) + "%"


def _case(locale: str, zone: ZoneInfo, row: CaseBehind) -> list[Cell]:
    return [
        row.request_id,
        f"{row.sent_at.astimezone(zone):%Y-%m-%d %H:%M:%S}",
        say(locale, f"notify.urgency.{row.urgency}"),
        say(locale, f"notify.specialty.{row.specialty}"),
        row.from_org.name if row.from_org else None,
        row.to_org.name if row.to_org else None,
        say(locale, "figures.csv.yes" if row.met else "figures.csv.no"),
        _minutes(row.took_s),
    ]


def _minutes(seconds: int | None) -> Cell:
    return None if seconds is None else round(seconds / 60, 1)


ROUTES = (save_ledger, save_cases_behind)
