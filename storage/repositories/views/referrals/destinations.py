"""Where a hospital may send patients: up under its agreements, back down under the same ones."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from consult.cases.request import Kind
from consult.network.partnerships import Service
from storage.repositories.store import SqlStore
from storage.repositories.views.referrals.beds import BedDepartment
from storage.repositories.views.values import View


class ReferralDestination(View, frozen=True):
    from_org_id: str
    partnership_id: str
    kind: str
    org_id: str
    name: str
    phone: str
    level: str
    departments: tuple[BedDepartment, ...]


def referral_destinations(
    store: SqlStore, orgs: Collection[str], now: datetime
) -> tuple[ReferralDestination, ...]:
    """By name, those up first."""
    own = sorted(orgs)
    found: dict[tuple[str, str, str], ReferralDestination] = {}
    asks = [(row, Kind.REFERRAL_UP) for row in store.partnerships.list(requester_org=own)]
    asks += [(row, Kind.REFERRAL_DOWN) for row in store.partnerships.list(requester_org=own)]
    asks += [(row, Kind.REFERRAL_DOWN) for row in store.partnerships.list(provider_org=own)]
    for agreement, kind in asks:
        if not agreement.covers(Service.REFERRAL, now):
            continue
        forward = agreement.requester_org in orgs
        here, there = agreement.requester_org, agreement.provider_org
        here, there = (here, there) if forward else (there, here)
        org = store.organizations.get(there)
        found.setdefault(
            (kind, here, there),
            ReferralDestination(
                from_org_id=here,
                partnership_id=agreement.id,
                kind=kind,
                org_id=org.id,
                name=org.name,
                phone=org.phone,
                level=org.level,
                departments=tuple(
                    BedDepartment(id=row.id, name=row.name, specialty=row.specialty)
                    for row in store.departments.list(org_id=org.id)
                ),
            ),
        )
    return tuple(
        sorted(found.values(), key=lambda row: (row.kind != Kind.REFERRAL_UP, row.name, row.org_id))
    )
