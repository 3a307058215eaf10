"""Read and search: opened by the policy, audited, then told in FHIR's words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from consult.access.policy import CaseSubject, decide
from consult.access.verbs import Verb
from consult.cases.case import Case
from consult.errors import NotFound
from server.errors import BadQuery
from server.fhir.declaration import ResourceType
from server.fhir.mapping.values import Json, Naming
from server.fhir.outcome import ignored_parameters
from server.fhir.parameters import Search, read_search
from server.fhir.render import (
    etag,
    fhir_response,
    knows,
    rendered,
    require_json,
    searchset,
)
from server.http import Context
from storage.database.unit_of_work import Shown
from storage.repositories.fhir.patients import PatientPapers
from storage.repositories.fhir.source import Page, Query, Reader, find
from storage.repositories.store import SqlStore
from storage.repositories.views.opening import open_for

STRICT = "handling=strict"


def naming_of(ctx: Context) -> Naming:
    return Naming(ctx.services.settings.public_url)


async def read_one(ctx: Context, kind: ResourceType) -> Response:
    """One resource; raises NotFound for what is not there or not for this caller."""
    require_json(ctx.request)
    naming, id_ = naming_of(ctx), ctx.path["id"]

    def read(store: SqlStore) -> Shown[Json]:
        reader = Reader(store, ctx.actor, ctx.now, whole=True)
        key = kind.key_of(id_)
        if key is None or not find(store, kind.source(reader), Query(ids=[key], limit=1)).keys:
            raise NotFound("resource")
        papers = kind.load(reader, [id_])[id_]
        shown = _opened(reader, papers, rendered(kind, papers, naming), f"{kind.name}:{id_}")
        told = kind.of_patients and not knows(ctx.request, etag(shown.value))
        return shown if told else replace(shown, count=0)

    resource = await ctx.show(read)
    tag = etag(resource)
    if knows(ctx.request, tag):
        return Response(status_code=304, headers={"ETag": tag})
    return fhir_response(resource, ETag=tag)


def _opened(reader: Reader, papers: Any, resource: Json, subject: str) -> Shown[Json]:
    """With the case and the patient it shows, judged by the policy once more."""
    shown = Shown(resource, action="fhir_read", subject=subject)
    if isinstance(papers, PatientPapers):
        return _of_case(reader, shown, _case_of(reader, papers.patient.id), papers.patient.id)
    case = getattr(getattr(papers, "papers", papers), "case", None)
    if isinstance(case, Case):
        return _of_case(reader, shown, case.id, case.patient_id)
    patient_id, case_id = getattr(papers, "patient_id", None), getattr(papers, "case_id", None)
    return replace(shown, patient_id=patient_id, case_id=case_id)


def _of_case(reader: Reader, shown: Shown[Json], case_id: str, patient_id: str) -> Shown[Json]:
    _, decision = open_for(reader.store, reader.actor, case_id, reader.now, named="resource")
    return replace(shown, case_id=case_id, patient_id=patient_id, for_org=decision.for_org)


def _case_of(reader: Reader, patient_id: str) -> str:
    """A case for which the patient may be seen, the newest."""
    cases = reader.store.cases.list(patient_id=patient_id)
    for case in sorted(cases, key=lambda row: row.id, reverse=True):
        subject = CaseSubject(parties=tuple(reader.store.parties.list(case_id=case.id)))
        if decide(reader.actor, Verb.READ_CASE, subject, reader.now).allowed:
            return case.id
    raise NotFound("resource")


async def search_all(ctx: Context, kind: ResourceType) -> Response:
    """A page of those the caller may see, newest first."""
    require_json(ctx.request)
    search = read_search(kind, ctx.request.query_params.multi_items())
    if search.ignored and STRICT in ctx.request.headers.get("prefer", "").replace(" ", ""):
        raise BadQuery("fhir.unknown_parameter", field=search.ignored[0][:100])
    naming = naming_of(ctx)

    def read(store: SqlStore) -> Shown[tuple[Page, list[Json]]]:
        reader = Reader(store, ctx.actor, ctx.now)
        page, found = _page(reader, kind, search, naming)
        return Shown(
            (page, found),
            action="fhir_search",
            subject=f"list:{kind.name}",
            count=len(found) if kind.of_patients else 0,
        )

    page, found = await ctx.show(read)
    ignored = ignored_parameters(search.ignored, ctx.locale) if search.ignored else None
    return fhir_response(searchset(kind, search, page, found, ignored, naming))


def _page(
    reader: Reader, kind: ResourceType, search: Search, naming: Naming
) -> tuple[Page, list[Json]]:
    page = find(reader.store, kind.source(reader), search.query)
    if search.query.limit == 0:
        return replace(page, keys=[], more=False), []
    ids = ["-".join(str(part) for part in key) for key in page.keys]
    papers = kind.load(reader, ids)
    return page, [rendered(kind, papers[id_], naming) for id_ in ids]
