"""How long an expert helps at a hospital, and who comes after (援助任期)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consult.access.changes import changes_of
from consult.access.verbs import Verb
from consult.actions.duty.door import changed, clinician_of
from consult.actions.network.people import belongs_here
from consult.actions.work import Work
from consult.duty.roster import Term
from consult.errors import Invalid, StaleVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveTerm:
    """One per person and hospital; the last day counts."""

    org_id: str
    person_id: str
    starts: date
    ends: date | None = None
    successor_id: str | None = None
    if_version: int | None = None


def save_term(work: Work, cmd: SaveTerm) -> Term:
    """By the hospital's administrator: outside its term nobody signs and nobody is rung."""
    work.open_org(cmd.org_id, Verb.MANAGE_ORG)
    belongs_here(work, cmd.person_id, cmd.org_id)
    if cmd.ends is not None and cmd.ends < cmd.starts:
        raise Invalid("duty.bad_period", field="ends")
    if cmd.successor_id is not None:
        clinician_of(work, cmd.successor_id, cmd.org_id, "successor_id")
        if cmd.successor_id == cmd.person_id:
            raise Invalid("duty.same_person", field="successor_id")
    old = work.store.duty_terms.find(person_id=cmd.person_id, org_id=cmd.org_id)
    if old is not None and cmd.if_version not in (None, old.version):
        raise StaleVersion("duty_term")
    saved = Term(
        id=old.id if old else work.new_id(),
        person_id=cmd.person_id,
        org_id=cmd.org_id,
        starts=cmd.starts,
        ends=cmd.ends,
        successor_id=cmd.successor_id,
        version=old.version + 1 if old else 1,
    )
    (work.store.duty_terms.save if old else work.store.duty_terms.add)(saved)
    subject, changes = f"person:{cmd.person_id}", changes_of(old, saved)
    changed(work, "save_term", subject, cmd.org_id, cmd.person_id, changes=changes)
    return saved
