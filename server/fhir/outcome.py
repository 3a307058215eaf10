"""OperationOutcome: an error in FHIR's words and the caller's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from starlette.responses import Response

from consult.errors import (
    Conflict,
    Denied,
    HuizhenError,
    Invalid,
    NotFound,
    Throttled,
    Unauthenticated,
    Unavailable,
)
from server.errors import NotAcceptable, WrongMethod, headers_of, problem, status_of
from server.fhir.mapping.values import OWN, Json
from server.texts import say

FHIR_JSON = "application/fhir+json"
PREFIX = "/fhir/"
# The first that fits (http://hl7.org/fhir/R4/valueset-issue-type.html).
_ISSUES: tuple[tuple[type[HuizhenError], str], ...] = (
    (NotFound, "not-found"),
    (Denied, "forbidden"),
    (Unauthenticated, "login"),
    (WrongMethod, "not-supported"),
    (NotAcceptable, "not-supported"),
    (Invalid, "invalid"),
    (Conflict, "conflict"),
    (Throttled, "throttled"),
    (Unavailable, "transient"),
)
Renderer = Callable[[HuizhenError, str], Response]


def operation_outcome(error: HuizhenError, locale: str) -> Response:
    """The error as an answer, with the status it has everywhere."""
    status = status_of(error)
    issue = next((code for kind, code in _ISSUES if isinstance(error, kind)), "exception")
    found: Json = {
        "severity": "error",
        "code": issue,
        "details": {
            "coding": [{"system": f"{OWN}:error", "code": error.code}],
            "text": say(locale, f"errors.{error.code}", **error.params),
        },
    }
    if field := error.params.get("field"):
        found["expression"] = [f"http.{field}"]
    return Response(
        msgspec.json.encode({"resourceType": "OperationOutcome", "issue": [found]}),
        status,
        headers_of(error),
        media_type=FHIR_JSON,
    )


def ignored_parameters(names: Sequence[str], locale: str) -> Json:
    """What stands beside the results when somebody asked for more than we know."""
    return {
        "resourceType": "OperationOutcome",
        "issue": [
            {
                "severity": "warning",
                "code": "not-supported",
                "details": {"text": say(locale, "errors.fhir.unknown_parameter", field=name)},
                "expression": [f"http.{name}"],
            }
            for name in names
        ],
    }


def renderer_of(path: str) -> Renderer:
    """How errors are told at an address: FHIR's way below /fhir, problem+json elsewhere."""
    return operation_outcome if path.startswith(PREFIX) else problem
