"""Who may look at people and places: any role reads; the rest is one's own hospitals."""

from __future__ import annotations

from consult.access.policy import NetworkSubject, OrgSubject, decide
from consult.access.verbs import Verb
from consult.errors import Denied
from consult.network.roles import Role
from server.http import Context


def require_reader(ctx: Context) -> None:
    """Raise Denied unless the caller has some role in the network."""
    decision = decide(ctx.actor, Verb.READ_NETWORK, NetworkSubject(), ctx.now)
    if decision.reason is not None:
        raise Denied(decision.reason, verb=Verb.READ_NETWORK)


def manages(ctx: Context, org_id: str) -> bool:
    return decide(ctx.actor, Verb.MANAGE_ORG, OrgSubject(org_id), ctx.now).allowed


def manages_all(ctx: Context) -> bool:
    return decide(ctx.actor, Verb.MANAGE_NETWORK, NetworkSubject(), ctx.now).allowed


def own_orgs(ctx: Context) -> frozenset[str]:
    """Hospitals where the caller has any role now."""
    return ctx.actor.orgs_with(Role, ctx.now)
