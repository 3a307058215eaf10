"""The one map from errors to HTTP: RFC 9457 problem+json in the caller's language."""

from __future__ import annotations

from http import HTTPStatus

import msgspec
from starlette.responses import Response

from consult.errors import (
    Conflict,
    Denied,
    HuizhenError,
    Invalid,
    NotFound,
    StaleVersion,
    Throttled,
    Unauthenticated,
    Unavailable,
)
from server.texts import say
from storage.errors import ObjectMissing, Undecodable

PROBLEM_TYPE = "application/problem+json"


class TooLarge(Invalid):
    """A body over the limit."""


class TooSlow(Invalid):
    """A body that never ended."""


class NotJson(Invalid):
    """A body of another type than JSON."""


class BadQuery(Invalid):
    """A search that names a parameter or value that makes no sense."""


class NotAcceptable(HuizhenError):
    """Nothing the caller accepts can be made of what there is."""


class NoSuchRoute(NotFound):
    """Nothing is at this address."""


class WrongMethod(HuizhenError):
    """Something is at this address, but it has no such method."""


# The first that fits: a class stands before its bases.
STATUSES: tuple[tuple[type[HuizhenError], HTTPStatus], ...] = (
    (TooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (TooSlow, HTTPStatus.REQUEST_TIMEOUT),
    (NotJson, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    (BadQuery, HTTPStatus.BAD_REQUEST),
    (NotAcceptable, HTTPStatus.NOT_ACCEPTABLE),
    (Undecodable, HTTPStatus.NOT_ACCEPTABLE),
    (WrongMethod, HTTPStatus.METHOD_NOT_ALLOWED),
    (NotFound, HTTPStatus.NOT_FOUND),
    (ObjectMissing, HTTPStatus.NOT_FOUND),
    (Denied, HTTPStatus.FORBIDDEN),
    (Unauthenticated, HTTPStatus.UNAUTHORIZED),
    (Invalid, HTTPStatus.UNPROCESSABLE_ENTITY),
    (StaleVersion, HTTPStatus.PRECONDITION_FAILED),
    (Conflict, HTTPStatus.CONFLICT),
    (Throttled, HTTPStatus.TOO_MANY_REQUESTS),
    (Unavailable, HTTPStatus.SERVICE_UNAVAILABLE),
)


def status_of(error: HuizhenError) -> HTTPStatus:
    """The HTTP status of a domain error; 500 for one nobody thought of."""
    if isinstance(error, Conflict) and error.code.endswith(".stale_version"):
        return HTTPStatus.PRECONDITION_FAILED
    for kind, status in STATUSES:
        if isinstance(error, kind):
            return status
    return HTTPStatus.INTERNAL_SERVER_ERROR


def headers_of(error: HuizhenError) -> dict[str, str]:
    """What goes with an error besides its body."""
    headers = {"Cache-Control": "no-store"}
    if isinstance(error, Throttled | Unavailable):
        headers["Retry-After"] = str(error.retry_after)
    if status_of(error) is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="huizhen"'
    return headers


def problem(error: HuizhenError, locale: str) -> Response:
    """The error as an answer; `params` fill the text and are for the caller alone."""
    status = status_of(error)
    body = {
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "detail": say(locale, f"errors.{error.code}", **error.params),
        "code": error.code,
        "params": error.params,
    }
    return Response(
        msgspec.json.encode(body, enc_hook=str),
        status,
        headers_of(error),
        media_type=PROBLEM_TYPE,
    )


class Unexpected(HuizhenError):
    """A fault of ours: the caller learns only the number under which it was logged."""

    def __init__(self, trace: str) -> None:
        super().__init__("unexpected", request_id=trace)
