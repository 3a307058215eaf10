"""What the server says of itself to anyone."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version

import msgspec

from consult.network.people import AccountStatus
from server.http import Context, route
from server.network.demo import PASSWORD
from server.network.demo_network import PEOPLE
from server.texts import LOCALES
from storage.repositories.store import SqlStore


class DemoAccount(msgspec.Struct, frozen=True):
    username: str
    name: str
    role: str
    hospital: str


class About(msgspec.Struct, frozen=True):
    """`alarms` is false while calls stand still; people must then call each other."""

    name: str
    version: str
    demo: bool
    demo_accounts: list[DemoAccount]
    languages: tuple[str, ...]
    public_url: str
    demo_password: str | None
    server_time: datetime
    alarms: bool
    alarms_beat_at: datetime | None


@route("GET", "/api/v1/about", auth=False)
async def about(ctx: Context) -> About:
    """Name, version and, in a demonstration network, its public logins."""
    accounts = await ctx.look(demo_accounts)
    watch, clocks = ctx.services.dead_man, ctx.services.clocks
    return About(
        name="Huizhen",
        version=version("huizhen"),
        demo=bool(accounts),
        demo_accounts=accounts,
        languages=LOCALES,
        public_url=ctx.services.settings.public_url,
        demo_password=PASSWORD if accounts else None,
        server_time=ctx.now,
        alarms=watch is not None and not watch.stalled,
        alarms_beat_at=clocks.beat_at if clocks else None,
    )


def demo_accounts(store: SqlStore) -> list[DemoAccount]:
    """The open demonstration logins, in the order of the demonstration."""
    found = store.accounts.list(demo=True, status=AccountStatus.ACTIVE)
    owner = {account.username: account.person_id for account in found}
    people = tuple(owner.values())
    names = {person.id: person.name for person in store.people.list(id=people)}
    roles = {role.person_id: role for role in store.roles.list(person_id=people)}
    hospitals = {org.id: org.name for org in store.organizations.list(demo=True)}
    return [
        DemoAccount(login, names[owner[login]], role.role, hospitals.get(role.org_id, ""))
        for login in PEOPLE
        if login in owner and (role := roles.get(owner[login]))
    ]


ROUTES = (about,)
