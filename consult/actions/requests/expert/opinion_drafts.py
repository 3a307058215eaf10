"""The draft of an opinion: written by whoever holds the request, kept when somebody else does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from consult.actions.work import Work
from consult.cases.request import Request
from consult.errors import Invalid
from consult.reports.opinion import MAX_TEXT, Answer, Opinion, OpinionState


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerText:
    no: int
    text: str = ""
    cannot: bool = False
    reason: str = ""


def draft_of(work: Work, request: Request) -> Opinion | None:
    drafts = work.store.opinions.list(request_id=request.id, state=OpinionState.DRAFT)
    return drafts[0] if drafts else None


def own_draft(work: Work, request: Request) -> Opinion | None:
    """The actor's; what a predecessor left behind counts as none."""
    draft = draft_of(work, request)
    return draft if draft and draft.author_id == work.actor.person_id else None


def save_draft(work: Work, request: Request, content: dict[str, object]) -> Opinion:
    """The actor's draft with this content; a predecessor's is set aside as a version."""
    draft = own_draft(work, request)
    if draft is None:
        set_aside(work, request)
        return begin_draft(work, request, work.actor.person_id, content)
    changed = replace(draft, content=content, updated_at=work.now, revision=draft.revision + 1)
    work.store.opinions.save(changed)
    return changed


def set_aside(work: Work, request: Request) -> Opinion | None:
    """Keep an unsigned draft for good: superseded, never signed."""
    draft = draft_of(work, request)
    if draft is None:
        return None
    kept = replace(draft, state=OpinionState.SUPERSEDED, revision=draft.revision + 1)
    work.store.opinions.save(kept)
    return kept


def begin_draft(
    work: Work, request: Request, author_id: str, content: dict[str, object]
) -> Opinion:
    fresh = Opinion(
        id=work.new_id(),
        request_id=request.id,
        version=len(work.store.opinions.list(request_id=request.id)) + 1,
        kind=request.kind,
        state=OpinionState.DRAFT,
        author_id=author_id,
        content=content,
        updated_at=work.now,
    )
    work.store.opinions.add(fresh)
    return fresh


def inherit_draft(work: Work, request: Request, from_person: str) -> None:
    """The successor goes on from the predecessor's words; the predecessor's version stays."""
    draft = draft_of(work, request)
    if draft is None or draft.author_id != from_person:
        return
    set_aside(work, request)
    copied = begin_draft(work, request, work.actor.person_id, draft.content)
    copy_answers(work, draft, copied)


def copy_answers(work: Work, old: Opinion, new: Opinion) -> None:
    for answer in work.store.answers.list(opinion_id=old.id):
        work.store.answers.add(replace(answer, opinion_id=new.id))


def save_answers(
    work: Work, request: Request, opinion: Opinion, texts: Iterable[AnswerText]
) -> list[Answer]:
    numbers = {question.no for question in work.store.questions.list(request_id=request.id)}
    for old in work.store.answers.list(opinion_id=opinion.id):
        work.store.answers.remove(old)
    saved = []
    for text in {item.no: item for item in texts}.values():
        if text.no not in numbers:
            raise Invalid("opinion.no_such_question", field="answers", no=text.no)
        if max(len(text.text), len(text.reason)) > MAX_TEXT:
            raise Invalid("opinion.text_too_long", field=f"answers.{text.no}", limit=MAX_TEXT)
        answer = Answer(
            opinion_id=opinion.id,
            question_no=text.no,
            text="" if text.cannot else text.text.strip(),
            cannot=text.cannot,
            reason=text.reason.strip() if text.cannot else "",
        )
        work.store.answers.add(answer)
        saved.append(answer)
    return saved
