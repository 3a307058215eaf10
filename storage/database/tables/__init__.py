"""All tables by subject; importing this package fills the one MetaData."""

from storage.database.tables import (
    audit,
    cases,
    county,
    duty,
    escalation,
    figures,
    jobs,
    mdt,
    network,
    people,
    referrals,
    reports,
    requests,
    rooms,
    studies,
    uploads,
)

__all__ = [
    "audit",
    "cases",
    "county",
    "duty",
    "escalation",
    "figures",
    "jobs",
    "mdt",
    "network",
    "people",
    "referrals",
    "reports",
    "requests",
    "rooms",
    "studies",
    "uploads",
]
