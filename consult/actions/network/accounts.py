"""Logins: given, closed, their passwords. Secrets arrive here only as hashes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from consult.access.verbs import Verb
from consult.actions.network.people import belongs_here
from consult.actions.network.sessions import end_sessions
from consult.actions.work import Work
from consult.errors import Denied, Duplicate, Invalid, NotFound
from consult.events import AccessChanged
from consult.network.people import Account, AccountStatus
from consult.network.roles import Role

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,62}")


def clean_username(text: str) -> str:
    """Case-folded; raises Invalid unless it is 2–63 of a–z, 0–9, dot, dash, underscore."""
    name = text.strip().casefold()
    if not USERNAME.fullmatch(name):
        raise Invalid("account.bad_username", field="username")
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeAccount:
    """`org_id` is the hospital whose administrator gives the login."""

    org_id: str
    person_id: str
    username: str
    password_hash: str
    demo: bool = False
    must_change_password: bool = False


def make_account(work: Work, cmd: MakeAccount) -> Account:
    work.open_org(cmd.org_id, Verb.MANAGE_ORG)
    belongs_here(work, cmd.person_id, cmd.org_id)
    _works_somewhere(work, cmd.person_id)
    name = clean_username(cmd.username)
    if work.store.accounts.find(username=name) is not None:
        raise Duplicate("account.username_taken", field="username")
    account = Account(
        id=work.new_id(),
        person_id=cmd.person_id,
        username=name,
        password_hash=cmd.password_hash,
        demo=cmd.demo,
        must_change_password=cmd.must_change_password and not cmd.demo,
    )
    work.store.accounts.add(account)
    work.record("make_account", f"person:{cmd.person_id}", for_org=cmd.org_id)
    return account


def _works_somewhere(work: Work, person_id: str) -> None:
    """A hospital's administrator gives logins to who has a role there now, not to who may come."""
    if work.actor.orgs_with({Role.ADMIN}, work.now):
        return
    if not any(role.active(work.now) for role in work.store.roles.list(person_id=person_id)):
        raise Denied("account.needs_role")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPassword:
    """By the owner (`org_id` None, the old password checked by the caller) or an administrator."""

    account_id: str
    password_hash: str
    org_id: str | None = None
    keep_session: str | None = None


def set_password(work: Work, cmd: SetPassword) -> Account:
    """Replace the password and end every other session of the account."""
    account = _account(work, cmd.account_id)
    if cmd.org_id is not None:
        work.open_org(cmd.org_id, Verb.MANAGE_ORG)
        belongs_here(work, account.person_id, cmd.org_id)
    elif account.person_id != work.actor.person_id:
        raise Denied("policy.not_allowed")
    changed = replace(
        account,
        password_hash=cmd.password_hash,
        must_change_password=cmd.org_id is not None and not account.demo,
    )
    work.store.accounts.save(changed)
    end_sessions(work, account.id, keep=cmd.keep_session)
    work.record("set_password", f"person:{account.person_id}", for_org=cmd.org_id)
    return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class DisableAccount:
    account_id: str
    org_id: str
    disabled: bool = True


def disable_account(work: Work, cmd: DisableAccount) -> Account:
    """Close (or open again) a login; its sessions and tokens end at once."""
    work.open_org(cmd.org_id, Verb.MANAGE_ORG)
    account = _account(work, cmd.account_id)
    belongs_here(work, account.person_id, cmd.org_id)
    status = AccountStatus.DISABLED if cmd.disabled else AccountStatus.ACTIVE
    changed = replace(account, status=status)
    work.store.accounts.save(changed)
    if cmd.disabled:
        end_sessions(work, account.id, keep=None)
        for token in work.store.tokens.list(person_id=account.person_id):
            if token.live(work.now):
                work.store.tokens.save(replace(token, revoked_at=work.now))
        work.events.append(AccessChanged(account.person_id))
    work.record("disable_account", f"person:{account.person_id}", for_org=cmd.org_id)
    return changed


def _account(work: Work, account_id: str) -> Account:
    account = work.store.accounts.find(id=account_id)
    if account is None:
        raise NotFound("account")
    return account
