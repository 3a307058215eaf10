"""Declared routes: method, path, scope and types in one place, walked by tests and OpenAPI."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast, get_type_hints, overload

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from consult.errors import HuizhenError, Invalid, Unauthenticated
from server.errors import problem
from server.http.context import ANONYMOUS, Context
from server.http.decoding import read_body
from server.http.encoding import json_response
from server.security.auth.identity import Identity, identify
from server.security.web.request_id import trace_of
from server.services import services_of
from server.texts import choose_locale

B = TypeVar("B")
Plain = Callable[[Context], Awaitable[object]]
WithBody = Callable[[Context, B], Awaitable[object]]
MAX_PARAMETER = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiRoute:
    """A handler with everything said about it; `body` and `answer` are its types, if any."""

    method: str
    path: str
    handler: Callable[..., Awaitable[object]]
    body: type[Any] | None
    status: int
    scope: str
    auth: bool
    with_given_password: bool
    refuse: Callable[[HuizhenError, str], Response] = problem

    @property
    def name(self) -> str:
        return self.handler.__name__

    @property
    def summary(self) -> str:
        return (inspect.getdoc(self.handler) or "").partition("\n")[0]

    @property
    def answer(self) -> Any:
        """The type the handler returns: a JSON value, None for 204, Response for bytes."""
        return get_type_hints(inspect.unwrap(self.handler)).get("return")

    def starlette(self) -> Route:
        return Route(self.path, self._endpoint, methods=[self.method], name=self.name)

    async def _endpoint(self, request: Request) -> Response:
        stated = _languages(request)
        locale = choose_locale(stated)
        try:
            who = await self._identify(request)
            locale = choose_locale(stated, who.person.locale) if who else locale
            return self._respond(await self._call(request, who, locale))
        except HuizhenError as error:
            return self.refuse(error, locale)

    async def _identify(self, request: Request) -> Identity | None:
        if not self.auth:
            return None
        return await identify(request, with_given_password=self.with_given_password)

    async def _call(self, request: Request, who: Identity | None, locale: str) -> object:
        if self.auth and who is None:
            raise Unauthenticated("session.required")
        if who is not None:
            who.require_scope(self.scope)
        _check_parameters(request)
        ctx = Context(
            request=request,
            services=services_of(request),
            actor=who.actor if who else ANONYMOUS,
            identity=who,
            trace=trace_of(request.scope),
            locale=locale,
        )
        if self.body is None:
            return await self.handler(ctx)
        return await self.handler(ctx, await read_body(request, self.body))

    def _respond(self, result: object) -> Response:
        if isinstance(result, Response):
            return result
        if result is None:
            return Response(status_code=204)
        return json_response(result, self.status)


def _languages(request: Request) -> str:
    """What the caller reads; a link that saves a file has no header but says `?locale=`."""
    asked = request.query_params.get("locale", ""), request.headers.get("accept-language", "")
    return ",".join(filter(None, asked))


def _check_parameters(request: Request) -> None:
    """Names and values from the address go to the database: short, and without NUL."""
    values = {**request.path_params, **request.query_params}
    for name, value in values.items():
        if len(value) > MAX_PARAMETER or "\x00" in value:
            raise Invalid("request.invalid", field=name[:MAX_PARAMETER], reason="bad parameter")


@overload
def route(
    method: str,
    path: str,
    *,
    status: int = ...,
    scope: str = ...,
    auth: bool = ...,
    with_given_password: bool = ...,
    refuse: Callable[[HuizhenError, str], Response] = ...,
) -> Callable[[Plain], ApiRoute]: ...
@overload
def route(
    method: str,
    path: str,
    *,
    body: type[B],
    status: int = ...,
    scope: str = ...,
    auth: bool = ...,
    with_given_password: bool = ...,
    refuse: Callable[[HuizhenError, str], Response] = ...,
) -> Callable[[WithBody[B]], ApiRoute]: ...
def route(
    method: str,
    path: str,
    *,
    body: type[Any] | None = None,
    status: int = 200,
    scope: str = "api",
    auth: bool = True,
    with_given_password: bool = False,
    refuse: Callable[[HuizhenError, str], Response] = problem,
) -> Callable[[Any], ApiRoute]:
    """Declare a handler `async (ctx) -> answer`, or `async (ctx, body) -> answer` with `body`.

    The answer is a Struct, dataclass or plain value (JSON with `status`), None (204), or a
    Response. `scope` is what a bearer token needs; `auth=False` makes the route public;
    `with_given_password` opens it before a password given by somebody else was changed; `refuse`
    tells errors another way than as problem+json.
    """

    def declare(handler: Any) -> ApiRoute:
        return ApiRoute(
            method=method,
            path=path,
            handler=cast("Callable[..., Awaitable[object]]", handler),
            body=body,
            status=status,
            scope=scope,
            auth=auth,
            with_given_password=with_given_password,
            refuse=refuse,
        )

    return declare
