"""A request in full: questions, who was asked, what was answered, and every step it took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from consult.access.policy import Actor, CaseSubject, decide
from consult.access.verbs import Verb
from consult.actions.referrals.opening import may_convert
from consult.cases.case import CaseForm
from consult.cases.request import Assignment, Question, Request, Transition
from consult.cases.workflow.allowed import allowed_moves
from consult.duty.roster import Term
from consult.network.organizations import Department, Organization
from consult.network.partnerships import Partnership
from consult.network.people import Person
from consult.reports.opinion import Adoption, Answer, Opinion, OpinionState
from consult.reports.signing import obstacle
from storage.repositories.views.requests.course import Courses, CourseView, course_view
from storage.repositories.views.values import Named, View, named


class NamedWithPhone(View, frozen=True):
    id: str
    name: str
    phone: str


class AskedPerson(View, frozen=True):
    id: str
    name: str
    title: str
    phone: str
    org_name: str


class QuestionView(View, frozen=True):
    """`state`: open; draft (only its author is told); answered. `asked_at`: after sending."""

    no: int
    text: str
    state: str
    asked_at: datetime | None


class AssignmentView(View, frozen=True):
    id: str
    person: AskedPerson
    state: str
    part: str
    offered_at: datetime
    accepted_at: datetime | None
    reason: str
    answer_by: datetime | None


class AnswerView(View, frozen=True):
    no: int
    text: str
    cannot: bool
    reason: str


class DraftView(View, frozen=True):
    revision: int
    content: dict[str, Any]
    answers: tuple[AnswerView, ...]
    updated_at: datetime
    begun_by: Named | None


class OpinionView(View, frozen=True):
    """`signer` is how the person was named on the day of signing."""

    id: str
    version: int
    state: str
    content: dict[str, Any]
    answers: tuple[AnswerView, ...]
    signer: dict[str, Any]
    signed_at: datetime | None
    content_sha256: str
    correction_reason: str
    interim: bool


class AdoptionView(View, frozen=True):
    value: str
    reason: str
    order_at: datetime | None
    by: Named | None
    at: datetime
    opinion_version: int


class Mover(View, frozen=True):
    """Nobody, where the clock of the installation did it."""

    id: str
    name: str
    org_name: str


class TransitionView(View, frozen=True):
    no: int
    action: str
    from_state: str = msgspec.field(name="from")
    to_state: str = msgspec.field(name="to")
    by: Mover
    at: datetime
    reason: str
    details: dict[str, Any]


class CanSign(View, frozen=True):
    """`reason`: the first obstacle for this reader; null when the state is not one to sign in."""

    ok: bool
    reason: str | None


class RequestView(View, frozen=True):
    id: str
    kind: str
    state: str
    version: int
    urgency: str
    specialty: str
    from_org: Named | None
    to_org: NamedWithPhone | None
    created_by: NamedWithPhone
    created_at: datetime
    submitted_at: datetime | None
    due_at: datetime | None
    promised_at: datetime | None
    pending_release: str
    based_on_id: str | None
    replaces_id: str | None
    room_id: str
    partnership_id: str
    form_version: int
    department: Named | None
    questions: tuple[QuestionView, ...]
    assignments: tuple[AssignmentView, ...]
    allowed: tuple[str, ...]
    opinion_draft: DraftView | None
    opinions: tuple[OpinionView, ...]
    adoptions: tuple[AdoptionView, ...]
    transitions: tuple[TransitionView, ...]
    partnership_active: bool
    can_sign: CanSign
    course: CourseView
    may_convert: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What belongs to one request, and the names of everything it mentions."""

    request: Request
    subject: CaseSubject
    questions: list[Question]
    assignments: list[Assignment]
    transitions: list[Transition]
    opinions: list[Opinion]
    answers: Mapping[str, list[Answer]]
    adoptions: Mapping[str, list[Adoption]]
    department: Department | None
    partnership: Partnership | None
    orgs: Mapping[str, str]
    asked: Organization | None
    people: Mapping[str, Person]
    term: tuple[Term | None, date]
    form: CaseForm
    courses: Courses


def request_view(papers: Papers, actor: Actor, now: datetime) -> RequestView:
    """The request as this actor sees it: an opinion in the making only by its author."""
    request, names = papers.request, {p.id: p.name for p in papers.people.values()}
    creator = papers.people[request.created_by]
    department, partnership = papers.department, papers.partnership
    return RequestView(
        id=request.id,
        kind=request.kind,
        state=request.state,
        version=request.version,
        urgency=request.urgency,
        specialty=request.specialty,
        from_org=named(papers.orgs, request.from_org),
        to_org=_reachable(papers.asked),
        created_by=NamedWithPhone(id=creator.id, name=creator.name, phone=creator.phone),
        created_at=request.created_at,
        submitted_at=request.submitted_at,
        due_at=request.due_at,
        promised_at=request.promised_at,
        pending_release=request.pending_release,
        based_on_id=request.based_on_id,
        replaces_id=request.replaces_id,
        room_id=request.room_id,
        partnership_id=request.partnership_id,
        form_version=request.form_version,
        department=Named(id=department.id, name=department.name) if department else None,
        questions=_questions(papers, actor),
        assignments=tuple(_assignment(papers, row) for row in papers.assignments),
        allowed=allowed_moves(actor, papers.subject, now),
        opinion_draft=_draft(papers, actor),
        opinions=tuple(_opinion(papers, row) for row in _signed(papers)),
        adoptions=tuple(
            _adoption(row, opinion, names)
            for opinion in _signed(papers)
            for row in papers.adoptions.get(opinion.id, ())
        ),
        transitions=tuple(_transition(papers, row) for row in papers.transitions),
        partnership_active=partnership is not None and partnership.active(now),
        can_sign=_can_sign(papers, actor, now),
        course=course_view(papers.courses, request, papers.transitions, papers.subject, actor, now),
        may_convert=may_convert(actor, papers.subject, papers.form, now),
    )


def _reachable(org: Organization | None) -> NamedWithPhone | None:
    return NamedWithPhone(id=org.id, name=org.name, phone=org.phone) if org else None


def _signed(papers: Papers) -> list[Opinion]:
    """Not the draft, nor what a predecessor left unsigned."""
    return [row for row in papers.opinions if row.signed_at is not None]


def _begun_by(papers: Papers, draft: Opinion) -> Named | None:
    """Whose unsigned version this draft went on from."""
    left = [row for row in papers.opinions if row.version < draft.version]
    last = left[-1] if left else None
    if last is None or last.signed_at is not None or last.author_id == draft.author_id:
        return None
    return Named(id=last.author_id, name=papers.people[last.author_id].name)


def _own_draft(papers: Papers, actor: Actor) -> Opinion | None:
    for row in papers.opinions:
        if row.state is OpinionState.DRAFT and row.author_id == actor.person_id:
            return row
    return None


def _questions(papers: Papers, actor: Actor) -> tuple[QuestionView, ...]:
    states: dict[int, str] = {}
    draft = _own_draft(papers, actor)
    if draft is not None:
        states = {a.question_no: "draft" for a in papers.answers.get(draft.id, ()) if a.complete}
    for opinion in _signed(papers):
        if opinion.state is OpinionState.SIGNED:
            done = papers.answers.get(opinion.id, ())
            states |= {a.question_no: "answered" for a in done if a.complete}
    return tuple(
        QuestionView(
            no=row.no,
            text=row.text,
            state=states.get(row.no, "open"),
            asked_at=row.asked_at,
        )
        for row in papers.questions
    )


def _assignment(papers: Papers, row: Assignment) -> AssignmentView:
    person = papers.people[row.person_id]
    return AssignmentView(
        id=row.id,
        person=AskedPerson(
            id=person.id,
            name=person.name,
            title=person.title,
            phone=person.phone,
            org_name=papers.orgs.get(papers.request.to_org, ""),
        ),
        state=row.state,
        part=row.part,
        offered_at=row.offered_at,
        accepted_at=row.accepted_at,
        reason=row.reason,
        answer_by=row.answer_by,
    )


def _draft(papers: Papers, actor: Actor) -> DraftView | None:
    draft = _own_draft(papers, actor)
    if draft is None:
        return None
    return DraftView(
        revision=draft.revision,
        content=draft.content,
        answers=_answers(papers.answers.get(draft.id, ())),
        updated_at=draft.updated_at,
        begun_by=_begun_by(papers, draft),
    )


def _answers(rows: Iterable[Answer]) -> tuple[AnswerView, ...]:
    return tuple(
        AnswerView(no=row.question_no, text=row.text, cannot=row.cannot, reason=row.reason)
        for row in rows
    )


def _opinion(papers: Papers, row: Opinion) -> OpinionView:
    return OpinionView(
        id=row.id,
        version=row.version,
        state=row.state,
        content=row.content,
        answers=_answers(papers.answers.get(row.id, ())),
        signer=row.signer or {},
        signed_at=row.signed_at,
        content_sha256=row.content_sha256,
        correction_reason=row.correction_reason,
        interim=row.interim,
    )


def _adoption(row: Adoption, opinion: Opinion, names: Mapping[str, str]) -> AdoptionView:
    return AdoptionView(
        value=row.value,
        reason=row.reason,
        order_at=row.order_at,
        by=named(names, row.by),
        at=row.at,
        opinion_version=opinion.version,
    )


def _transition(papers: Papers, row: Transition) -> TransitionView:
    person = papers.people.get(row.by or "")
    org_name = papers.orgs.get(row.for_org, "") if person else ""
    return TransitionView(
        no=row.no,
        action=row.action,
        from_state=row.from_state,
        to_state=row.to_state,
        by=Mover(
            id=person.id if person else "", name=person.name if person else "", org_name=org_name
        ),
        at=row.at,
        reason=row.reason,
        details=row.details,
    )


def _can_sign(papers: Papers, actor: Actor, now: datetime) -> CanSign:
    moves = allowed_moves(actor, papers.subject, now)
    if not {"sign", "correct"} & set(moves):
        decision = decide(actor, Verb.SIGN_OPINION, papers.subject, now)
        return CanSign(ok=False, reason=decision.reason)
    signer = papers.people[actor.person_id]
    term, today = papers.term
    reason = obstacle(signer, papers.partnership, papers.request.kind, now, term=term, today=today)
    return CanSign(ok=reason is None, reason=reason)
