"""Drafts of cases: kept on the server as typed, for their author alone, until they are cases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.cases.asking.draft import CaseDraft
from consult.cases.workflow.consultation import State
from consult.errors import Conflict, Duplicate, NotFound, StaleVersion

# Nobody goes on with a case after a month; then it is forgotten, as it holds a patient's data.
LIFE = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepCaseDraft:
    """`revision` is that of the draft the page began from, 0 for a first one."""

    draft_id: str
    org_id: str
    body: dict[str, object]
    revision: int


def keep_case_draft(work: Work, cmd: KeepCaseDraft) -> CaseDraft:
    """Keep what is typed; raises StaleVersion when another device went on meanwhile."""
    work.open_org(cmd.org_id, Verb.CREATE_CASE)
    me = work.actor.person_id
    _still_a_draft(work, cmd)
    old = work.store.case_drafts.find(id=cmd.draft_id)
    if old is None:
        _forget_old(work)
        made = CaseDraft(
            id=cmd.draft_id,
            person_id=me,
            org_id=cmd.org_id,
            body=cmd.body,
            updated_at=work.now,
        )
        try:
            work.store.case_drafts.add(made)
        except Duplicate as error:
            raise StaleVersion("draft") from error
        return made
    if old.person_id != me:
        raise NotFound("draft")
    if old.revision != cmd.revision:
        raise StaleVersion("draft")
    changed = replace(
        old, body=cmd.body, org_id=cmd.org_id, updated_at=work.now, revision=old.revision + 1
    )
    work.store.case_drafts.save(changed)
    return changed


def _still_a_draft(work: Work, cmd: KeepCaseDraft) -> None:
    """A case of this hospital that nobody has sent is gone on with like any draft."""
    case = work.store.cases.find(id=cmd.draft_id)
    if case is None:
        return
    if case.owner_org != cmd.org_id:
        raise NotFound("draft")
    if any(row.state != State.DRAFT for row in work.store.requests.list(case_id=case.id)):
        raise Conflict("draft.became_case")


def _forget_old(work: Work) -> None:
    for draft in work.store.case_drafts.list(person_id=work.actor.person_id):
        if draft.updated_at < work.now - LIFE:
            work.store.case_drafts.remove(draft)


def discard_case_draft(work: Work, draft_id: str) -> None:
    """Forget a draft of one's own; one that is not there is forgotten already."""
    draft = work.store.case_drafts.find(id=draft_id)
    if draft is None:
        return
    if draft.person_id != work.actor.person_id:
        raise NotFound("draft")
    work.store.case_drafts.remove(draft)
    work.record("discard_draft", f"draft:{draft.id}", for_org=draft.org_id)


def forget_draft(work: Work, case_id: str) -> None:
    """It became a case."""
    draft = work.store.case_drafts.find(id=case_id)
    if draft is not None and draft.person_id == work.actor.person_id:
        work.store.case_drafts.remove(draft)
