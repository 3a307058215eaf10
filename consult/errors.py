"""Every error a caller may meet, drawn as a tree.

    HuizhenError
    ├── NotFound            it is not there, or not for this actor (never told apart)
    ├── Denied              the policy says no, and the actor may know why
    ├── Invalid             the input is wrong; `field` names where
    ├── Conflict
    │   ├── IllegalMove     the request's state has no such action; lists what is allowed
    │   ├── StaleVersion    somebody else was first; the caller must look again
    │   └── Duplicate       a unique thing exists already
    ├── Unauthenticated     no session, an ended one, or a wrong password
    ├── Throttled           too many tries; `retry_after` in seconds
    └── Unavailable         a part we depend on is down; `retry_after` in seconds

`code` is stable and has a text in every language (`errors.<code>`); `params` fill that text.
"""

from __future__ import annotations

from collections.abc import Iterable


class HuizhenError(Exception):
    """Base of all; `code` like ``case.closed``, `params` for its translated text."""

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params: dict[str, object] = params

    def __str__(self) -> str:
        # Parameters may quote a patient: they go to the caller, never into a log line.
        return self.code


class NotFound(HuizhenError):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what}.not_found")


class Denied(HuizhenError):
    pass


class Invalid(HuizhenError):
    def __init__(self, code: str, /, *, field: str = "", **params: object) -> None:
        super().__init__(code, field=field, **params)


class Conflict(HuizhenError):
    pass


class IllegalMove(Conflict):
    def __init__(self, state: str, action: str, allowed: Iterable[str]) -> None:
        super().__init__(
            "request.illegal_move", state=state, action=action, allowed=sorted(allowed)
        )


class StaleVersion(Conflict):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what}.stale_version")


class Duplicate(Conflict):
    pass


class Unauthenticated(HuizhenError):
    pass


class Throttled(HuizhenError):
    def __init__(self, code: str, /, *, retry_after: int) -> None:
        super().__init__(code, retry_after=retry_after)
        self.retry_after = retry_after


class Unavailable(HuizhenError):
    def __init__(self, code: str, /, *, retry_after: int = 5) -> None:
        super().__init__(code, retry_after=retry_after)
        self.retry_after = retry_after
