"""Steps made into routes: what was said and seen reaches the action, misfits are noticed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest

from consult.actions.work import Work
from server.api.step_routes import Steps
from server.http import Body, Context


class Said(Body, frozen=True):
    text: str


@dataclass(frozen=True, kw_only=True)
class Command:
    thing_id: str
    text: str
    if_version: int | None = None


class Asked:
    """As much of a call as a step looks at."""

    def __init__(self) -> None:
        self.path, self.if_match = {"id": "7"}, 3
        self.ran: list[tuple[object, object]] = []

    async def run(self, action: object, cmd: object) -> None:
        self.ran.append((action, cmd))


def act(work: Work, cmd: Command) -> None: ...


async def answer(ctx: Context) -> str:
    return f"thing {ctx.path['id']}"


things = Steps("/things/{id}", answer, "thing_id", Command)


def test_what_was_said_and_seen_reaches_the_action() -> None:
    made = things("do", act, "It is done.", Said, name="do_thing")
    assert (made.method, made.path, made.name) == ("POST", "/things/{id}/do", "do_thing")
    assert (made.summary, made.answer) == ("It is done.", str)
    asked: Any = Asked()
    assert asyncio.run(made.handler(asked, Said("now"))) == "thing 7"  # type: ignore[arg-type]
    assert asked.ran == [(act, Command(thing_id="7", text="now", if_version=3))]


def test_a_body_that_does_not_fit_its_command_is_no_route() -> None:
    class Other(Body, frozen=True):
        word: str

    with pytest.raises(TypeError, match="do: Command"):
        things("do", act, "It is done.", Other)
    with pytest.raises(TypeError, match="do: Command"):
        things("do", act, "It is done.")
