"""Steps of a workflow as routes: most say nothing but what the action's command wants to know."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, get_type_hints

import msgspec

from consult.actions.requests.moves import Step
from consult.actions.work import Work
from server.http import ApiRoute, Body, Context, route
from storage.repositories.views.requests import brief
from storage.repositories.views.requests.brief import Moved

Action = Callable[[Work, Any], object]


class MaybeReason(Body, frozen=True):
    """A draft goes without saying; what was sent is withdrawn with the reason."""

    reason: str = ""


async def moved(ctx: Context) -> Moved:
    """The request as it is now, without patient data."""
    return await ctx.look(lambda store: brief.moved(store, ctx.actor, ctx.path["id"], ctx.now))


async def step(ctx: Context, action: Action, cmd: object) -> Moved:
    await ctx.run(action, cmd)
    return await moved(ctx)


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of one kind of thing, at `base`: each runs an action and gives `answer`.

    A body's fields are the command's, beside the id (`key`) and the version that was seen.
    """

    base: str
    answer: Callable[[Context], Awaitable[object]] = moved
    key: str = "request_id"
    plain: type[Any] = Step

    def __call__(
        self,
        segment: str,
        action: Action,
        summary: str,
        body: type[Body] | None = None,
        command: type[Any] | None = None,
        *,
        name: str = "",
        method: str = "POST",
    ) -> ApiRoute:
        make = command or self.plain
        versioned = self._check(make, body, segment)

        async def handle(ctx: Context, said: Body | None = None) -> object:
            fields: dict[str, Any] = {} if said is None else msgspec.structs.asdict(said)
            if versioned:
                fields["if_version"] = ctx.if_match
            await ctx.run(action, make(**{self.key: ctx.path["id"]}, **fields))
            return await self.answer(ctx)

        handle.__name__ = name or segment
        handle.__doc__ = summary
        handle.__annotations__["return"] = get_type_hints(self.answer)["return"]
        address = f"{self.base}/{segment}"
        if body is None:
            return route(method, address)(handle)
        return route(method, address, body=body)(handle)

    def _check(self, make: type[Any], body: type[Body] | None, segment: str) -> bool:
        """A body that does not fit its command is noticed at the start, not by who sends it."""
        known = {field.name: field for field in dataclasses.fields(make)}
        given = {self.key, *(body.__struct_fields__ if body else ())}
        missing = dataclasses.MISSING
        needed = {
            name
            for name, field in known.items()
            if field.default is missing and field.default_factory is missing
        }
        if not given <= set(known) or not needed <= given:
            raise TypeError(
                f"{segment}: {make.__name__} wants {needed} of {set(known)}, not {given}"
            )
        return "if_version" in known


request_step = Steps("/api/v1/requests/{id}")
referral_step = Steps("/api/v1/referrals/{id}")
