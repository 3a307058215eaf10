"""The whole application with one room; arguments: database URL, objects URL, data folder, bus URL.

`lifted` as a last argument lifts the limits on messages and sockets a person has; with `crowded` a
hundred more people are in the room. With `again` the people are there already and the room is named
in the environment.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import uvloop

from bench.rooms.site import CROWD
from consult.actions.rooms.membership import EnterRoom, enter_room
from consult.rooms.protocol.limits import LIMITS
from tests.fixtures.backends import Backend
from tests.fixtures.live import SECRET, Site, free_socket, running, settings_for
from tests.fixtures.served import Served


async def main(database: str, objects: str, folder: str, bus: str, *more: str) -> None:
    bound = free_socket()
    port = bound.getsockname()[1]
    settings = settings_for(Backend(database, objects), Path(folder), port)
    settings = replace(settings, bus_url=bus, secret_key=SECRET)
    served = Served(settings)
    said = json.loads(os.environ.get("BENCH_SITE", "{}"))
    if not said:
        await served.populate()
    async with running(settings, bound, backlog=2048) as state:
        hub = state.services.hub
        many = {"pub_burst": 10**9, "frame_burst": 10**9, "pub_rate": 10**9, "frame_rate": 10**9}
        hub.limits = replace(LIMITS, connections=10**6, **(many if "lifted" in more else {}))
        if not said:
            site = Site(served, state.services)
            said["room"] = await site.room()
            if "crowded" in more:
                await _fill(site, said["room"])
            for who in served.people:
                if who in ("county.doctor", "cardiologist") or who.startswith("one."):
                    said[who] = await site.log_in(who)
        sys.stdout.write(json.dumps(said | {"port": port}) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


async def _fill(site: Site, room: str) -> None:
    """A hundred more of the cardiologist's hospital, each with a login, inside."""
    for number in range(CROWD):
        login = f"one.{number}"
        await site.served.hire(site.uow, login, "-", like="cardiologist")
        await site.uow.run(enter_room, EnterRoom(room), actor=await site.actor(login))


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
