"""Bearer tokens of a person's programs. Secrets arrive here only as hashes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.errors import Invalid, NotFound
from consult.events import AccessChanged
from consult.network.people import TOKEN_SCOPES, ApiToken


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeToken:
    name: str
    token_sha256: str
    scopes: tuple[str, ...]
    expires_at: datetime | None = None
    person_id: str | None = None


def make_token(work: Work, cmd: MakeToken) -> ApiToken:
    """A bearer token for the actor's own programs; for another person only as administrator."""
    owner = cmd.person_id or work.actor.person_id
    if owner != work.actor.person_id:
        work.open_network(Verb.MANAGE_NETWORK)
    if not cmd.scopes or not set(cmd.scopes) <= TOKEN_SCOPES:
        raise Invalid("token.bad_scopes", field="scopes")
    if not 0 < len(cmd.name.strip()) <= 100:
        raise Invalid("token.bad_name", field="name")
    token = ApiToken(
        id=work.new_id(),
        person_id=owner,
        name=cmd.name.strip(),
        token_sha256=cmd.token_sha256,
        scopes=tuple(sorted(set(cmd.scopes))),
        created_at=work.now,
        expires_at=cmd.expires_at,
    )
    work.store.tokens.add(token)
    work.record("make_token", f"person:{owner}")
    return token


@dataclass(frozen=True, slots=True)
class RevokeToken:
    token_id: str


def revoke_token(work: Work, cmd: RevokeToken) -> None:
    token = work.store.tokens.find(id=cmd.token_id)
    if token is None or token.person_id != work.actor.person_id:
        raise NotFound("token")
    work.store.tokens.save(replace(token, revoked_at=work.now))
    work.record("revoke_token", f"person:{token.person_id}")
    work.events.append(AccessChanged(token.person_id))
