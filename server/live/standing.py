"""Whether people who are connected still may be, and in which rooms: one look at all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from consult.access.policy import Actor, CaseSubject, decide
from consult.access.verbs import Verb
from consult.cases.case import CaseParty
from consult.network.roles import RoleAssignment
from consult.ports import Repository
from storage.repositories.store import SqlStore

AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """Who a connection stands for, by which login, and the rooms it is in."""

    actor: Actor
    session_id: str | None
    token_id: str | None
    rooms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """`ended` names each room the person may no longer be in, with the reason."""

    alive: bool
    actor: Actor
    ended: dict[str, str]


def look_again(store: SqlStore, connected: Sequence[Connected], now: datetime) -> list[Standing]:
    """One standing for each connection, in order."""
    facts = _Facts(store, connected, now)
    return [facts.standing(one) for one in connected]


class _Facts:
    def __init__(self, store: SqlStore, connected: Sequence[Connected], now: datetime) -> None:
        self.now = now
        sessions = _rows(store.sessions, "id", (c.session_id for c in connected))
        tokens = _rows(store.tokens, "id", (c.token_id for c in connected))
        self.alive = {row.id for row in [*sessions, *tokens] if row.live(now)}
        self.roles: dict[str, list[RoleAssignment]] = defaultdict(list)
        for role in _rows(store.roles, "person_id", (c.actor.person_id for c in connected)):
            self.roles[role.person_id].append(role)
        rooms = _rows(store.rooms, "id", (room for c in connected for room in c.rooms))
        self.case_of = {room.id: room.case_id for room in rooms}
        self.parties: dict[str, list[CaseParty]] = defaultdict(list)
        for party in _rows(store.parties, "case_id", self.case_of.values()):
            self.parties[party.case_id].append(party)
        members = _rows(store.members, "room_id", self.case_of)
        self.inside = {(m.room_id, m.person_id) for m in members if m.active(now)}

    def standing(self, one: Connected) -> Standing:
        actor = replace(one.actor, roles=tuple(self.roles[one.actor.person_id]))
        alive = (one.session_id or one.token_id) in self.alive
        ended = {room: why for room in one.rooms if (why := self._refusal(actor, room))}
        return Standing(alive, actor, ended)

    def _refusal(self, actor: Actor, room: str) -> str | None:
        subject = CaseSubject(
            parties=tuple(self.parties[self.case_of.get(room, "")]),
            room_member=(room, actor.person_id) in self.inside,
        )
        return decide(actor, Verb.POST_MESSAGE, subject, self.now).reason


def _rows(repository: Repository[Any], column: str, keys: Iterable[str | None]) -> list[Any]:
    wanted = sorted({key for key in keys if key is not None})
    parts = (wanted[i : i + AT_ONCE] for i in range(0, len(wanted), AT_ONCE))
    return [row for part in parts for row in repository.list(**{column: part})]
