"""The addresses below /fhir/R4: two for each resource of the declaration."""

from __future__ import annotations

from starlette.responses import Response

from server.errors import NoSuchRoute
from server.fhir.capability import capability_statement
from server.fhir.declaration import RESOURCES, ResourceType
from server.fhir.outcome import operation_outcome
from server.fhir.reading import naming_of, read_one, search_all
from server.fhir.render import fhir_response, require_json
from server.http import ApiRoute, Context, route

ROOT = "/fhir/R4"


@route("GET", f"{ROOT}/metadata", auth=False, scope="fhir", refuse=operation_outcome)
async def fhir_metadata(ctx: Context) -> Response:
    """What this server can do; nothing of any patient, so that a program may look first."""
    require_json(ctx.request)
    return fhir_response(capability_statement(naming_of(ctx)))


@route("GET", ROOT + "/{path:path}", scope="fhir", refuse=operation_outcome)
async def fhir_elsewhere(ctx: Context) -> Response:
    """Anything else is not there, told as FHIR tells it."""
    raise NoSuchRoute("resource")


def _routes(kind: ResourceType) -> tuple[ApiRoute, ApiRoute]:
    async def read(ctx: Context) -> Response:
        """One resource by its id."""
        return await read_one(ctx, kind)

    async def search(ctx: Context) -> Response:
        """Those the caller may see, as a searchset."""
        return await search_all(ctx, kind)

    read.__name__, search.__name__ = f"fhir_read_{kind.name}", f"fhir_search_{kind.name}"
    path = f"{ROOT}/{kind.name}"
    return (
        route("GET", path, scope="fhir", refuse=operation_outcome)(search),
        route("GET", path + "/{id}", scope="fhir", refuse=operation_outcome)(read),
    )


FHIR_ROUTES: tuple[ApiRoute, ...] = (
    fhir_metadata,
    *(each for kind in RESOURCES for each in _routes(kind)),
    fhir_elsewhere,
)
