"""What a login's answer tells by its time: nothing about whether there is such a user."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

import structlog
from starlette.testclient import TestClient

from bench.figures import Figure
from bench.installation import installed
from server.security.auth.throttle import Throttle
from tests.fixtures.served import Served

TRIES = 60


def figures() -> Iterator[Figure]:
    with installed() as (served, _):
        yield _measure(served)


def _measure(served: Served) -> Figure:
    if served.client is None:
        raise RuntimeError("not serving")
    browser = served.client
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    unknown, wrong = [], []
    for number in range(TRIES):  # by turns, so that the machine's moods meet both
        unknown.append(_refused(browser, f"nobody{number}"))
        wrong.append(_refused(browser, "county.doctor"))
    return Figure(
        "login of an unknown user",
        1000 * statistics.median(unknown),
        1000 * statistics.median(wrong),
        "ms",
        "login of a known user with a wrong password (both argon2id, 19 MiB, two passes)",
    )


def _refused(browser: TestClient, username: str) -> float:
    browser.app.state.services.throttle = Throttle()  # type: ignore[attr-defined]
    began = time.perf_counter()
    answer = browser.post("/api/v1/session", json={"username": username, "password": "a guess"})
    took = time.perf_counter() - began
    if answer.status_code != 401:
        raise RuntimeError(answer.text)
    return took
