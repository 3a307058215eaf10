"""OpenAPI 3.1 of the declared routes; the schemas are those that decode and encode."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

import msgspec
from starlette.responses import Response

from server.errors import PROBLEM_TYPE
from server.http.context import Context
from server.http.routing import ApiRoute, route

_PARAMETER = re.compile(r"{(\w+)(?::\w+)?}")
# A handler's words name what may follow the address: `?org=&q=`.
_QUERY = re.compile(r"[?&](\w+)=")


class Problem(msgspec.Struct, frozen=True):
    """RFC 9457; `code` is stable, `detail` is in the caller's language."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    params: dict[str, Any]


def openapi_route(routes: Sequence[ApiRoute]) -> ApiRoute:
    @cache
    def document() -> bytes:
        return msgspec.json.encode(describe(routes))

    @route("GET", "/api/v1/openapi.json", auth=False)
    async def openapi(ctx: Context) -> Response:
        """This description."""
        return Response(document(), media_type="application/json")

    return openapi


def describe(routes: Sequence[ApiRoute]) -> dict[str, Any]:
    """The OpenAPI document of `routes`."""
    kinds = [kind for each in routes for kind in (each.body, _json_answer(each)) if kind]
    schemas, components = msgspec.json.schema_components(
        [*kinds, Problem], ref_template="#/components/schemas/{name}"
    )
    schema_of = dict(zip(map(repr, [*kinds, Problem]), schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for each in routes:
        path = _PARAMETER.sub(r"{\1}", each.path)
        paths.setdefault(path, {})[each.method.lower()] = _operation(each, schema_of)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Huizhen", "version": version("huizhen")},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "huizhen_session"},
                "token": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _json_answer(each: ApiRoute) -> Any:
    """The type of the JSON answer, None where there is none."""
    answer = each.answer
    return None if answer is type(None) or answer is Response else answer


def _operation(each: ApiRoute, schema_of: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": each.name,
        "summary": each.summary,
        "tags": [each.path.split("/")[3]],
        "security": [{"session": []}, {"token": [each.scope]}] if each.auth else [],
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in _PARAMETER.findall(each.path)
        ]
        + [
            {"name": name, "in": "query", "schema": {"type": "string"}}
            for name in dict.fromkeys(_QUERY.findall(inspect.getdoc(each.handler) or ""))
        ],
        "responses": {
            **_success(each, schema_of),
            "default": {
                "description": "A problem",
                "content": {PROBLEM_TYPE: {"schema": schema_of[repr(Problem)]}},
            },
        },
    }
    if each.body is not None:
        content = {"application/json": {"schema": schema_of[repr(each.body)]}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _success(each: ApiRoute, schema_of: dict[str, Any]) -> dict[str, Any]:
    answer = _json_answer(each)
    if each.answer is type(None):
        return {"204": {"description": "Done"}}
    if answer is None:
        return {str(each.status): {"description": "Bytes"}}
    content = {"application/json": {"schema": schema_of[repr(answer)]}}
    return {str(each.status): {"description": "Done", "content": content}}
