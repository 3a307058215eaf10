"""The one way a view opens a single case: by the policy, and what may not be read is not there."""

from __future__ import annotations

from datetime import datetime

from consult.access.policy import Actor, CaseSubject, Decision, decide
from consult.access.verbs import Verb
from consult.cases.case import Case
from consult.errors import NotFound
from storage.repositories.store import SqlStore


def open_for(
    store: SqlStore, actor: Actor, case_id: str, now: datetime, *, named: str = "case"
) -> tuple[Case, Decision]:
    """The case and for which hospital the actor reads it; raises NotFound(`named`)."""
    case = store.cases.find(id=case_id)
    if case is None:
        raise NotFound(named)
    subject = CaseSubject(parties=tuple(store.parties.list(case_id=case.id)))
    decision = decide(actor, Verb.READ_CASE, subject, now)
    if not decision.allowed:
        raise NotFound(named)
    return case, decision
