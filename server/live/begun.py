"""Calls that mostly end at once: begun without a task, gone on with by one only if they wait."""

from __future__ import annotations

from collections.abc import Coroutine, Generator
from typing import Any


class Begun:
    """A call that was begun and now waits; awaiting it goes on from there."""

    def __init__(
        self,
        call: Coroutine[Any, None, None],
        waits_for: object,
        error: Exception | None = None,
    ) -> None:
        self._call = call
        self._waits_for = waits_for
        self._error = error

    def __await__(self) -> Generator[Any, None, None]:
        if self._error is not None:
            raise self._error
        try:
            yield self._waits_for
            yield from self._call.__await__()
        finally:
            self.drop()

    def drop(self) -> None:
        """It is not gone on with."""
        self._call.close()


def begin(call: Coroutine[Any, None, None]) -> Begun | None:
    """Run it until it waits or ends; None if it has ended. What it raises is raised by awaiting."""
    try:
        waits_for = call.send(None)
    except StopIteration:
        return None
    except Exception as error:
        return Begun(call, None, error)
    return Begun(call, waits_for)
