"""Every role × join, post, read on a socket: what the policy says, and nothing of other hospitals'.

Origins, sessions and tokens at the door are in tests/integration/live/test_live_access.py.
"""

from __future__ import annotations

from pathlib import Path

from consult.access.policy import Actor, CaseSubject, decide
from consult.access.verbs import Verb
from storage.database.unit_of_work import system_clock
from storage.repositories.store import SqlStore
from tests.fixtures.backends import Backend
from tests.fixtures.live import Client, Site, on_site
from tests.worlds.world import PEOPLE

SECRET = "systolic 96, lyse now"
ABOUT_A_ROOM = {"joined", "msg", "ack", "pres", "typing", "got", "read", "resync"}
NOT_THERE, NOT_INSIDE, NOT_JOINED = "room.not_found", "policy.not_in_room", "room.not_joined"


async def expected(site: Site, who: str, room_id: str) -> str | None:
    """The code of the refusal to enter the room, None where the policy lets one in."""
    actor: Actor = await site.actor(who)

    def subject(store: SqlStore) -> CaseSubject:
        room = store.rooms.get(room_id)
        member = store.members.find(room_id=room_id, person_id=actor.person_id)
        parties = tuple(store.parties.list(case_id=room.case_id))
        return CaseSubject(parties=parties, room_member=member is not None)

    about, now = await site.uow.look(subject), system_clock()
    if not decide(actor, Verb.READ_CASE, about, now).allowed:
        return NOT_THERE
    return decide(actor, Verb.POST_MESSAGE, about, now).reason


async def entering(client: Client, room: str, ref: str = "join") -> str | None:
    """The code a join is refused with, or None. Frames are dealt with in order."""
    await client.say("join", id=ref, room=room, after=0)
    return (await client.hear_any("joined", "err", id=ref)).get("code")


async def posting(client: Client, room: str) -> str | None:
    await client.pub(room, "mine", "I am here")
    return (await client.hear_any("ack", "nack", cmid="mine")).get("code")


def test_every_role_on_a_socket(sqlite_url: str, files_url: str, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        await site.post("cardiologist", room, ["said before"], SECRET)
        wrong: list[tuple[str, object, object]] = []
        outcomes = set()
        async with site.at("county.doctor") as witness:
            await witness.join(room)
            for who in PEOPLE:
                wanted = await expected(site, who, room)
                outcomes.add(wanted)
                async with site.at(who) as client:
                    found = await entering(client, room)
                    said = await posting(client, room)
                    await client.say("typing", room=room, on=True)
                    await client.say("read", room=room, seq=1)
                    if wanted is None:
                        await witness.hear("read", who=site.served.people[who])
                    await entering(client, room, "last")
                if found != wanted or said != (None if wanted is None else NOT_JOINED):
                    wrong.append((who, wanted, (found, said)))
                told = [frame for frame in client.heard if frame["t"] in ABOUT_A_ROOM]
                if (wanted is None) is not any(SECRET in repr(frame) for frame in told):
                    wrong.append((who, "the log", told))
                if wanted is not None and told:
                    wrong.append((who, "silence", told))
        inside = {site.served.people[who] for who in ("county.doctor", "cardiologist")}
        seen = {frame["who"] for frame in witness.heard if frame["t"] in ("read", "typing")}
        assert wrong == []
        assert outcomes == {None, NOT_THERE, NOT_INSIDE}
        assert seen == inside

    on_site(Backend(sqlite_url, files_url), tmp_path, story)
