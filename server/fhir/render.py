"""A resource as it leaves: tidy, with a version made of its content."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from server.errors import NotAcceptable
from server.fhir.declaration import ResourceType
from server.fhir.mapping.values import Json, Naming, tidy
from server.fhir.outcome import FHIR_JSON
from server.fhir.parameters import PLACE, Search
from storage.repositories.fhir.source import Page

JSON_TYPES = frozenset({FHIR_JSON, "application/json", "text/json", "json"})
ANYTHING = frozenset({"*/*", "application/*"})
PRIVATE = {"Cache-Control": "private, no-cache"}


def require_json(request: Request) -> None:
    """`_format` wins over Accept; raises NotAcceptable for anything but JSON."""
    wanted = request.query_params.get("_format") or request.headers.get("accept") or "*/*"
    # In an address that nobody escaped, a plus is a blank.
    types = (part.partition(";")[0].strip().lower().replace(" ", "+") for part in wanted.split(","))
    if not any(each in JSON_TYPES | ANYTHING for each in types):
        raise NotAcceptable("fhir.json_only")


def rendered(kind: ResourceType, papers: Any, naming: Naming) -> Json:
    return stamped(kind.resource(papers, naming))


def stamped(resource: Json) -> Json:
    """Tidy, and with `meta.versionId`, the same in a list as when read alone."""
    found = tidy(resource)
    meta = {"versionId": _version(found)} | found.get("meta", {})
    return {"resourceType": found["resourceType"], "id": found["id"], "meta": meta} | {
        name: value for name, value in found.items() if name not in ("resourceType", "id", "meta")
    }


def _version(resource: Json) -> str:
    """Without what only a resource read alone carries; hashes of content are in identifiers."""
    fixed = {name: value for name, value in resource.items() if name not in ("content", "series")}
    series = [
        {k: v for k, v in row.items() if k != "instance"} for row in resource.get("series", ())
    ]
    encoded = msgspec.json.encode([fixed, series], order="sorted")
    return hashlib.sha256(encoded).hexdigest()[:24]


def etag(resource: Json) -> str:
    return f'W/"{resource["meta"]["versionId"]}"'


def knows(request: Request, tag: str) -> bool:
    stated = request.headers.get("if-none-match", "")
    return stated == "*" or tag in (part.strip() for part in stated.split(","))


def fhir_response(value: Json, **headers: str) -> Response:
    return Response(msgspec.json.encode(value), 200, PRIVATE | headers, media_type=FHIR_JSON)


def entry(resource: Json, naming: Naming, **more: Json) -> Json:
    address = f"{naming.base}/{resource['resourceType']}/{resource['id']}"
    return {"fullUrl": address, "resource": resource, **more}


def searchset(
    kind: ResourceType,
    search: Search,
    page: Page,
    resources: Sequence[Json],
    outcome: Json | None,
    naming: Naming,
) -> Json:
    """`self` repeats what was understood; `next` is there while more follow."""
    base = f"{naming.base}/{kind.name}"
    links = [{"relation": "self", "url": search.link(base)}]
    if page.more:
        last = "-".join(str(part) for part in page.keys[-1])
        links.append({"relation": "next", "url": search.link(base, (PLACE, last))})
    entries = [entry(each, naming, search={"mode": "match"}) for each in resources]
    if outcome is not None:
        entries.append({"resource": outcome, "search": {"mode": "outcome"}})
    found: Json = {
        "resourceType": "Bundle",
        "type": "searchset",
        **({} if page.total is None else {"total": page.total}),
        "link": links,
    }
    return found | ({"entry": entries} if entries else {})
