"""A page that failed says where, and never with which words: those may quote a patient."""

from __future__ import annotations

from typing import Annotated

import msgspec
import structlog

from server.http import Body, Context, route

Kind = Annotated[str, msgspec.Meta(pattern=r"^(Other|[A-Z][A-Za-z]{0,30}(Error|Exception))$")]
Place = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_.-]{1,80}:\d{1,7}:\d{1,7}$")]
Places = Annotated[tuple[Place, ...], msgspec.Meta(max_length=12)]
Version = Annotated[str, msgspec.Meta(pattern=r"^[0-9A-Za-z.+-]{1,40}$")]
# The page's pattern such as /cases/:id: no digit, hence no number and no name of anything.
Page = Annotated[str, msgspec.Meta(pattern=r"^(/:?[a-z-]{0,20}){1,6}$")]
_log = structlog.get_logger("huizhen.client")


class ClientError(Body, frozen=True):
    kind: Kind
    places: Places
    version: Version
    page: Page


@route("POST", "/api/v1/client-errors", body=ClientError, auth=False)
async def report_client_error(ctx: Context, body: ClientError) -> None:
    """A fault of the web app, for the log: its type, places in our own files, version and page."""
    ctx.services.client_errors.take(ctx.address, ctx.now)
    _log.warning(
        "page failed",
        trace=ctx.trace,
        kind=body.kind,
        where=list(body.places),
        version=body.version,
        page=body.page,
    )


ROUTES = (report_client_error,)
