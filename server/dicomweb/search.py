"""QIDO-RS (PS3.18 §10.6): which studies, series and instances there are for the caller."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from starlette.responses import Response

from consult.errors import Invalid
from server.dicomweb import accept
from server.dicomweb.body import HARDENED
from server.dicomweb.opening import Found, address_of, open_instances, root_of
from server.http import Context
from storage.database.unit_of_work import Shown
from storage.repositories.dicomweb.search import (
    Json,
    Search,
    find_studies,
    instance_json,
    keyword_of,
    series_json,
)
from storage.repositories.store import SqlStore

MOST = 200
# Parameters that filter nothing: paging and what to include; we always give all we have.
_OTHERS = {"limit", "offset", "includefield", "fuzzymatching", "accept"}
_IN_STUDY = {"SeriesInstanceUID": "0020000E", "SOPInstanceUID": "00080018", "Modality": "00080060"}
_KEYWORDS = {tag: keyword for keyword, tag in _IN_STUDY.items()} | {k: k for k in _IN_STUDY}


async def search_studies(ctx: Context) -> Response:
    """Studies the caller may open, the newest first."""
    accept.choose(accept.wanted(ctx.request), (accept.DICOM_JSON, "application/json"))
    limit, offset = _page(ctx)
    named = [(name, keyword_of(name), value) for name, value in ctx.query.items() if value]
    search = Search(
        match={keyword: value for _, keyword, value in named if keyword},
        org_id=ctx.path.get("org"),
        limit=limit,
        offset=offset,
    )

    def read(store: SqlStore) -> Shown[list[Json]]:
        found = find_studies(store, ctx.actor, search, ctx.now)
        return Shown(found, action="dicom_search", subject="list:studies", count=len(found))

    found = await ctx.show(read)
    ignored = [name for name, keyword, _ in named if not keyword and name not in _OTHERS]
    return _answer([_located(ctx, row) for row in found], ignored)


def _located(ctx: Context, row: Json) -> Json:
    org, base = row.pop("org"), str(ctx.request.base_url).rstrip("/")
    uid = row["0020000D"]["Value"][0]
    url = f"{base}/dicom-web/at/{org}/studies/{uid}"
    return row | {"00081190": {"vr": "UR", "Value": [url]}}


async def search_series(ctx: Context) -> Response:
    """The series of a study."""
    return await _within(ctx, lambda found: [_series(ctx, row) for row in series_json(found)])


async def search_instances(ctx: Context) -> Response:
    """The instances of a study or series."""
    return await _within(ctx, lambda found: [_instance(ctx, each, found) for each in found])


async def _within(ctx: Context, describe: Callable[[Found], list[Json]]) -> Response:
    accept.choose(accept.wanted(ctx.request), (accept.DICOM_JSON, "application/json"))
    limit, offset = _page(ctx)
    found = await open_instances(ctx, "dicom_search")
    wanted = {_KEYWORDS[name]: value for name, value in ctx.query.items() if name in _KEYWORDS}
    fitting = tuple(each for each in found if _fits(each, wanted))
    ignored = [name for name in ctx.query if name not in _KEYWORDS and name not in _OTHERS]
    return _answer(describe(fitting)[offset : offset + limit], ignored)


def _fits(each: Any, wanted: dict[str, str]) -> bool:
    have = {
        "SeriesInstanceUID": each.series_uid,
        "SOPInstanceUID": each.sop_uid,
        "Modality": each.modality,
    }
    return all(have[keyword] in value.split(",") for keyword, value in wanted.items())


def _series(ctx: Context, row: Json) -> Json:
    uid = row["0020000E"]["Value"][0]
    url = f"{root_of(ctx)}/studies/{ctx.path['study']}/series/{uid}"
    study = {"0020000D": {"vr": "UI", "Value": [ctx.path["study"]]}}
    return study | row | {"00081190": {"vr": "UR", "Value": [url]}}


def _instance(ctx: Context, each: Any, _found: Found) -> Json:
    study = {"0020000D": {"vr": "UI", "Value": [each.study_uid]}}
    url = {"00081190": {"vr": "UR", "Value": [address_of(ctx, each)]}}
    return study | instance_json(each) | url


def _page(ctx: Context) -> tuple[int, int]:
    found = []
    for name, usual in (("limit", "100"), ("offset", "0")):
        text = ctx.query.get(name, usual)
        if not (text.isascii() and text.isdigit() and len(text) < 9):
            raise Invalid("request.invalid", field=name, reason="a number")
        found.append(int(text))
    return min(found[0], MOST), found[1]


def _answer(rows: list[Json], ignored: list[str]) -> Response:
    headers = HARDENED | {"Cache-Control": "private, no-store"}
    if ignored:
        headers["Warning"] = (
            '299 huizhen "Some query parameters are not supported and were ignored"'
        )
    if not rows:
        return Response(status_code=204, headers=headers)
    return Response(msgspec.json.encode(rows), 200, headers, accept.DICOM_JSON)
