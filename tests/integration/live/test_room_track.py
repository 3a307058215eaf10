"""What was shown and pointed at in a room, as it is kept for the replay."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from tests.fixtures.backends import Backend
from tests.fixtures.live import Site, fetch, on_site


def test_what_was_shown_is_kept_for_the_replay(backend: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        for page in (1, 2):
            async with site.at("cardiologist") as expert:
                await expert.join(room)
                await expert.say("present", room=room, on=True)
                await expert.say("state", room=room, k="view", clk=page, v={"page": page})
                await expert.hear("presenter", room=room)
            async with asyncio.timeout(60):
                while len((shown := await views(site, room))["items"]) < page:
                    pass  # it is being stored
        expert_id = site.served.people["cardiologist"]
        assert [(each["v"], each["by"]) for each in shown["items"]] == [
            ({"page": 1}, expert_id),
            ({"page": 2}, expert_id),
        ]
        first = await views(site, room, limit="1")
        rest = await views(site, room, after=first["next"])
        assert first["items"] + rest["items"] == shown["items"]
        assert rest["next"] is None

    on_site(backend, tmp_path, story)


async def views(site: Site, room: str, **params: str) -> Any:
    return await fetch(site, f"/rooms/{room}/views", "county.doctor", **params)


def test_pointing_is_kept_beside_what_was_pointed_at(backend: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        county_id, expert_id = (
            site.served.people[who] for who in ("county.doctor", "cardiologist")
        )
        async with site.at("cardiologist") as expert, site.at("county.doctor") as county:
            for one in (expert, county):
                await one.join(room)
            # Nobody shows anything yet: there is nothing to point at.
            await county.say("ptr", room=room, i="p", x=0.9, y=0.9)
            await expert.hear("ptr", room=room)
            await expert.say("present", room=room, on=True)
            await expert.say("state", room=room, k="view", clk=1, v={"page": 1})
            await county.hear("state", room=room)
            for x in (0.25, 0.5):
                await county.say("ptr", room=room, i="p", x=x, y=0.5)
                await expert.hear("ptr", room=room, x=x)
            await county.say("ptr", room=room, i="p")
            async with asyncio.timeout(60):
                while not (pointed := await pointers(site, room)) or pointed[-1]["x"] != 0.5:
                    pass  # it is being stored
        shown = (await views(site, room))["items"]
        assert {each["by"] for each in shown} == {expert_id}
        assert all(each["v"] == {"page": 1} for each in shown)
        assert pointed[-1] == {"by": county_id, "i": "p", "x": 0.5, "y": 0.5}
        assert 0.9 not in [each["x"] for each in pointed]

    on_site(backend, tmp_path, story)


async def pointers(site: Site, room: str) -> list[Any]:
    shown = (await views(site, room))["items"]
    return [pointer for each in shown for pointer in each["pointers"]]
