"""Make the demonstration network, as often as one likes, and take it away again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from consult.access.system import SYSTEM
from consult.actions.network.accounts import DisableAccount, disable_account
from consult.actions.network.partnerships import EndPartnership, end_partnership
from consult.actions.work import Work
from consult.network.people import AccountStatus
from server.network.apply import apply_plan
from server.network.demo_duty import DemoDuty, plan_demo_duty
from server.network.demo_mdt import DemoMdt, plan_demo_mdt
from server.network.demo_network import PEOPLE, demo_plan
from server.security.auth.passwords import Passwords
from storage.database.unit_of_work import UnitOfWork
from storage.repositories.store import SqlStore

PASSWORD = "huizhen-demo"  # noqa: S105 - public on purpose; `serve` keeps it off networks


async def make_demo(uow: UnitOfWork, passwords: Passwords) -> Counter[str]:
    """What was written; nothing when it is all there."""
    known = await uow.look(
        lambda store: {a.username for a in store.accounts.list(username=tuple(PEOPLE))}
    )
    # One hash for all: the password is no secret, and each would cost 40 ms.
    shared = await passwords.hash(PASSWORD)
    missing = {login: shared for login in PEOPLE if login not in known}
    done = await uow.run(apply_plan, demo_plan(missing), actor=SYSTEM)
    await uow.run(plan_demo_duty, DemoDuty(), actor=SYSTEM)
    await uow.run(plan_demo_mdt, DemoMdt(), actor=SYSTEM)
    return done


@dataclass(frozen=True, slots=True)
class RemoveDemo:
    pass


def remove_demo(work: Work, cmd: RemoveDemo) -> int:
    """Close every demonstration login and agreement; what was written with them stays."""
    orgs = [org.id for org in work.store.organizations.list(demo=True)]
    open_accounts = work.store.accounts.list(demo=True, status=AccountStatus.ACTIVE)
    for account in open_accounts:
        disable_account(work, DisableAccount(account_id=account.id, org_id=orgs[0]))
    for each in work.store.partnerships.list(requester_org=orgs, provider_org=orgs):
        if each.active(work.now):
            end_partnership(work, EndPartnership(partnership_id=each.id, valid_to=work.now))
    return len(open_accounts)


def has_demo_accounts(store: SqlStore) -> bool:
    """Whether somebody could log in with the public password."""
    return store.accounts.find(demo=True, status=AccountStatus.ACTIVE) is not None
