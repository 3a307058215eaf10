"""The audit trail as far as an actor may read it: of one's own doing, and of one's own cases."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from consult.access.audit import AuditEvent
from consult.access.policy import CASE_RULES
from consult.access.verbs import Verb
from storage.database.tables.audit import audit_event
from storage.database.tables.cases import case_party
from storage.repositories.fhir.source import Field, Matching, Reader, Source

FAILED = {"success": "0", "denied": "8"}


def audit_events(reader: Reader) -> Source:
    """As Verb.READ_AUDIT, filtered; and what one did oneself."""
    side, roles = CASE_RULES[Verb.READ_AUDIT]
    party, now = case_party.alias(), reader.now
    overseen = sa.exists(
        sa.select(party.c.id).where(
            party.c.case_id == audit_event.c.case_id,
            party.c.side == str(side),
            party.c.org_id.in_(sorted(reader.actor.orgs_with(roles, now))),
            party.c.since <= now,
            sa.or_(party.c.until.is_(None), party.c.until > now),
        )
    )
    own = audit_event.c.actor == reader.actor.person_id
    outcome = sa.case(
        *((audit_event.c.outcome == word, code) for word, code in FAILED.items()), else_="8"
    )
    return Source(
        rows=audit_event,
        key=(audit_event.c.id,),
        seen=(sa.or_(own, overseen),),
        columns={
            "patient": Field(audit_event.c.patient_id),
            "agent": Field(audit_event.c.actor),
            "subtype": Field(audit_event.c.action),
            "outcome": Field(outcome),
            "date": Field(audit_event.c.at, Matching.INSTANT),
            "_lastUpdated": Field(audit_event.c.at, Matching.INSTANT),
        },
    )


def load_audit_events(reader: Reader, ids: Sequence[str]) -> dict[str, AuditEvent]:
    return {row.id: row for row in reader.store.audit.list(id=list(ids))}
