"""`huizhen import network.csv`: a file into the database, whole or not at all."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass, replace

from consult.access.system import SYSTEM
from consult.errors import HuizhenError
from server.network.apply import apply_plan
from server.network.csv_file import NetworkFile, read_network
from server.network.lookup import ImportRefused, LineError
from server.network.plan import AccountRow
from server.security.auth.passwords import Passwords, check_password
from storage.database.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written by kind, and the passwords made for logins that came without one."""

    written: Counter[str]
    passwords: dict[str, str]


async def import_network(uow: UnitOfWork, passwords: Passwords, data: bytes) -> Imported:
    """Raises ImportRefused with every line's mistake, having written nothing."""
    file = read_network(data)
    names = tuple(row.username.casefold() for row in file.plan.accounts)
    known = await uow.look(lambda store: {a.username for a in store.accounts.list(username=names)})
    _check_passwords(file)
    made: dict[str, str] = {}
    accounts = []
    for row in file.plan.accounts:
        name = row.username.casefold()
        if name in known:
            accounts.append(row)
            continue
        password = file.passwords.get(name) or made.setdefault(name, secrets.token_urlsafe(9))
        accounts.append(replace(row, password_hash=await passwords.hash(password)))
    plan = replace(file.plan, accounts=tuple(accounts))
    return Imported(await uow.run(apply_plan, plan, actor=SYSTEM), made)


def _check_passwords(file: NetworkFile) -> None:
    wrong = [error for row in file.plan.accounts if (error := _mistake(file, row))]
    if wrong:
        raise ImportRefused(wrong)


def _mistake(file: NetworkFile, row: AccountRow) -> LineError | None:
    password = file.passwords.get(row.username.casefold())
    if password is None:
        return None
    try:
        check_password(password, row.username)
    except HuizhenError as error:
        return LineError(row.line, "password", error.code, error.params)
    return None
