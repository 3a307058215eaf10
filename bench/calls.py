"""From sending an emergency to the expert's telephone ringing: the gateway has the call.

Beside it the same message straight to the same gateway, without case, duty, ladder and rows.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

import structlog
import urllib3

from bench.figures import Figure
from bench.installation import installed
from tests.factories.gateways import Receiver, receiving
from tests.fixtures.served import Served

TRIES = 20
# From photo or recording to the ringing phone, people's taps included.
MOST_S = 20.0


def figures() -> Iterator[Figure]:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    with receiving() as gateway, installed() as (served, _):
        yield from _measure(served, gateway)


def _measure(served: Served, gateway: Receiver) -> Iterator[Figure]:
    config = {"url": f"{gateway.url}/call", "json": {"to": "{to}", "text": "{text}"}}
    body = {"kind": "voice", "name": "gateway", "config": config}
    if served.as_("admin").post("/api/v1/channels", json=body).status_code != 201:
        raise RuntimeError("no channel")
    county = served.as_("county.doctor")
    pool = urllib3.PoolManager()
    ours, plain = [], []
    for _ in range(TRIES):
        before = len(gateway.got)
        began = time.perf_counter()
        answer = county.post("/api/v1/cases", json=served.emergency())
        if answer.status_code != 201:
            raise RuntimeError(answer.text)
        gateway.wait(before + 1)
        ours.append(time.perf_counter() - began)
        gateway.wait(before + 2)  # the whole list rings
        before = len(gateway.got)
        began = time.perf_counter()
        pool.request("POST", f"{gateway.url}/call", json={"to": "1", "text": "x"})
        gateway.wait(before + 1)
        plain.append(time.perf_counter() - began)
    sent, worst = 1000 * statistics.median(ours), 1000 * max(ours)
    beside = 1000 * statistics.median(plain)
    yield Figure(
        "sending an emergency until the gateway has the call",
        sent,
        beside,
        "ms",
        "the same message straight to the gateway",
    )
    yield Figure(
        f"slowest of {TRIES} such calls",
        worst,
        1000 * MOST_S,
        "ms",
        "what a ringing phone may take, people included",
        target=1,
        at_most=True,
    )
