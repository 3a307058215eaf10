"""A hospital's escalation numbers in versions; `/duty/rehearsal` shows whom they would ring."""

from __future__ import annotations

from datetime import datetime

import msgspec

from consult.actions.duty.door import readable_org
from consult.actions.escalation.policies import SavePolicy, save_policy
from consult.escalation.policy import DEFAULT, EscalationPolicy
from server.http import Body, Context, Id, Paged, route
from storage.repositories.store import SqlStore


class PolicyIn(Body, frozen=True):
    org_id: Id
    after_s: dict[str, int]
    specialty: str = ""
    next_after_s: int = DEFAULT.next_after_s
    answer_within_s: int = DEFAULT.answer_within_s
    ends_after_s: int = DEFAULT.ends_after_s
    again_after_s: int = DEFAULT.again_after_s
    active: bool = True
    reason: str = ""
    if_version: int | None = None


class PolicyRow(msgspec.Struct, frozen=True):
    """`version` 0 are the numbers of the product, where a hospital has none."""

    specialty: str
    version: int
    after_s: dict[str, int]
    next_after_s: int
    answer_within_s: int
    ends_after_s: int
    again_after_s: int
    active: bool
    reason: str
    by: str
    at: datetime | None


@route("GET", "/api/v1/escalation-policies")
async def list_policies(ctx: Context) -> Paged[PolicyRow]:
    """All versions of one hospital's numbers, newest first: `?org=`."""
    org_id = ctx.query.get("org", "")

    def read(store: SqlStore) -> list[PolicyRow]:
        readable_org(store, ctx.actor, org_id, ctx.now)
        versions = store.escalation_policies.list(org_id=org_id)
        people = {p.id: p.name for p in store.people.list(id=sorted({v.by for v in versions}))}
        rows = [_row(each, people.get(each.by, "")) for each in reversed(versions)]
        return rows if any(not row.specialty for row in rows) else [*rows, _row(DEFAULT, "")]

    return Paged(await ctx.look(read))


def _row(policy: EscalationPolicy, by: str) -> PolicyRow:
    return PolicyRow(
        specialty=policy.specialty,
        version=policy.version,
        after_s=policy.after_s,
        next_after_s=policy.next_after_s,
        answer_within_s=policy.answer_within_s,
        ends_after_s=policy.ends_after_s,
        again_after_s=policy.again_after_s,
        active=policy.active,
        reason=policy.reason,
        by=by,
        at=policy.at if policy.version else None,
    )


@route("POST", "/api/v1/escalation-policies", body=PolicyIn, status=201)
async def create_policy_version(ctx: Context, body: PolicyIn) -> PolicyRow:
    """The next version; calls that ring already go on with theirs."""
    saved = await ctx.run(save_policy, SavePolicy(**msgspec.structs.asdict(body)))
    return _row(saved, ctx.me.person.name)


ROUTES = (list_policies, create_policy_version)
