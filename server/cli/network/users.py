"""huizhen user add|password|disable"""

from __future__ import annotations

import argparse

from consult.access.system import SYSTEM
from consult.actions.network.accounts import (
    DisableAccount,
    SetPassword,
    clean_username,
    disable_account,
    set_password,
)
from consult.errors import NotFound
from consult.network.people import Account
from consult.network.roles import Role
from server.cli.terminal import Refused, ask_password, locale, speak
from server.cli.work import bring_up_to_date, with_database
from server.network.apply import apply_plan
from server.network.plan import AccountRow, HospitalRow, PersonRow, Plan
from server.security.auth.passwords import Passwords, check_password
from server.settings import Settings
from server.texts import say
from storage.database.unit_of_work import UnitOfWork
from storage.repositories.store import SqlStore


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Make the first administrator, set a lost password, close a login."
    parser.epilog = 'example: huizhen user add admin --name "张三" --hospital 示例市中心医院'
    verbs = parser.add_subparsers(required=True, metavar="add|password|disable")
    new = verbs.add_parser(
        "add",
        help="a person with a role and a login; the hospital is made if there is none yet",
        description="The password is asked for, or read from standard input.",
        epilog='example: huizhen user add admin --name "张三" --hospital 示例市中心医院',
    )
    new.add_argument("username")
    new.add_argument("--name", required=True, help="the person's name")
    new.add_argument("--hospital", required=True, help="the hospital's name")
    new.add_argument("--role", default=Role.ADMIN.value, choices=[role.value for role in Role])
    new.set_defaults(run=run_add)
    for verb, run, text in (
        ("password", run_password, "set a new password; every session of the login ends"),
        ("disable", run_disable, "close a login, its sessions and tokens"),
    ):
        other = verbs.add_parser(
            verb, help=text, description=text, epilog=f"example: huizhen user {verb} county.doctor"
        )
        other.add_argument("username")
        other.set_defaults(run=run)


def run_add(args: argparse.Namespace, settings: Settings) -> int:
    bring_up_to_date(settings)
    password = _new_password(args.username)
    role, name, hospital = Role(args.role), args.name, args.hospital

    async def work(uow: UnitOfWork) -> None:
        known = await uow.look(lambda store: _exists(store, args.username, hospital))
        if known == "username":
            raise Refused(say(locale(), "errors.account.username_taken"))
        plan = Plan(
            hospitals=() if known == "hospital" else (HospitalRow(name=hospital),),
            people=(PersonRow(hospital=hospital, name=name, role=role),),
            accounts=(
                AccountRow(
                    hospital=hospital,
                    name=name,
                    username=args.username,
                    password_hash=await Passwords().hash(password),
                ),
            ),
        )
        await uow.run(apply_plan, plan, actor=SYSTEM)

    with_database(settings, work)
    speak("user_added", username=args.username)
    return 0


def run_password(args: argparse.Namespace, settings: Settings) -> int:
    password = _new_password(args.username)

    async def work(uow: UnitOfWork) -> None:
        account, org_id = await uow.look(lambda store: _account(store, args.username))
        hashed = await Passwords().hash(password)
        cmd = SetPassword(account_id=account.id, password_hash=hashed, org_id=org_id)
        await uow.run(set_password, cmd, actor=SYSTEM)

    with_database(settings, work)
    speak("password_set", username=args.username)
    return 0


def run_disable(args: argparse.Namespace, settings: Settings) -> int:
    async def work(uow: UnitOfWork) -> None:
        account, org_id = await uow.look(lambda store: _account(store, args.username))
        await uow.run(
            disable_account, DisableAccount(account_id=account.id, org_id=org_id), actor=SYSTEM
        )

    with_database(settings, work)
    speak("user_disabled", username=args.username)
    return 0


def _new_password(username: str) -> str:
    return check_password(ask_password(say(locale(), "cli.password_for", name=username)), username)


def _exists(store: SqlStore, username: str, hospital: str) -> str:
    if store.accounts.find(username=clean_username(username)):
        return "username"
    return "hospital" if store.organizations.list(name=hospital) else ""


def _account(store: SqlStore, username: str) -> tuple[Account, str]:
    """A login and a hospital in whose name the operator changes it."""
    account = store.accounts.find(username=clean_username(username))
    if account is None:
        raise NotFound("account")
    roles = store.roles.list(person_id=account.person_id)
    orgs = [role.org_id for role in roles] or [org.id for org in store.organizations.list()]
    return account, orgs[0]
