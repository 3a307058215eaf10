"""Which hospitals' figures somebody reads, and how a chosen place narrows them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from consult.access.policy import FIGURES_AT_HOME, Actor, area_of, figure_orgs
from consult.access.verbs import Verb
from consult.cases.case import Side
from consult.errors import Denied, NotFound
from consult.figures.period import Period
from consult.network.organizations import Organization, OrgKind
from consult.network.roles import Role
from storage.repositories.store import SqlStore
from storage.repositories.views.values import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`place` is a hospital or an authority; empty for everything one reads."""

    place: str
    side: Side
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """`orgs` are counted over; `strict` for who reads them from above, who is shown no small
    numbers of a `single` hospital. `demo`: all of it is demonstration.
    """

    orgs: frozenset[str]
    strict: bool
    single: bool
    demo: bool


class Place(View, frozen=True):
    """`parent_id` only where that is a place of the list too."""

    id: str
    name: str
    kind: OrgKind
    parent_id: str | None


class Places(View, frozen=True):
    """`side` is the one to begin with."""

    items: tuple[Place, ...]
    side: Side


def places(store: SqlStore, actor: Actor, now: datetime) -> Places:
    orgs = {org.id: org for org in store.organizations.list()}
    own = _readable(actor, orgs, now)
    answering = actor.orgs_with({Role.COORDINATOR}, now)
    return Places(
        items=tuple(
            Place(
                id=org.id,
                name=org.name,
                kind=org.kind,
                parent_id=org.parent_id if org.parent_id in own else None,
            )
            for org in sorted(orgs.values(), key=lambda org: org.name)
            if org.id in own
        ),
        side=Side.PROVIDER if answering else Side.REQUESTER,
    )


def reach(store: SqlStore, actor: Actor, place: str, now: datetime) -> Reach:
    """Raises Denied for who reads no figures at all, NotFound for a place that is not theirs.

    Demonstration hospitals count only where there is nothing else.
    """
    orgs = {org.id: org for org in store.organizations.list()}
    readable = _readable(actor, orgs, now)
    if place and place not in readable:
        raise NotFound("hospital")
    parents = {org.id: org.parent_id for org in orgs.values()}
    chosen = {
        org for org in readable if not place or place == org or place in area_of(org, parents).above
    }
    real = {org for org in chosen if not orgs[org].demo}
    at_home = actor.orgs_with(FIGURES_AT_HOME, now)
    counted = frozenset(real or chosen)
    hospitals = [org for org in counted if orgs[org].kind is not OrgKind.AUTHORITY]
    return Reach(
        orgs=counted,
        strict=not chosen <= at_home,
        single=len(hospitals) == 1,
        demo=not real,
    )


def _readable(actor: Actor, orgs: dict[str, Organization], now: datetime) -> Collection[str]:
    found = figure_orgs(actor, {org.id: org.parent_id for org in orgs.values()}, now)
    if not found:
        raise Denied("policy.no_figures", verb=Verb.READ_FIGURES)
    return found
