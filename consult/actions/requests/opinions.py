"""Writing, signing and correcting the opinion."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from consult.access.verbs import Verb
from consult.actions.asking.planning import plan_follow_up
from consult.actions.duty.asking import told_of_answer
from consult.actions.duty.book import term_of
from consult.actions.requests.expert.opinion_drafts import (
    AnswerText,
    begin_draft,
    copy_answers,
    own_draft,
    save_answers,
    save_draft,
)
from consult.actions.requests.moves import begin, deliver, move
from consult.actions.requests.sending import withdraw_offers
from consult.actions.work import OpenRequest, Work
from consult.cases.request import Request
from consult.cases.workflow.consultation import BEING_ANSWERED
from consult.errors import Conflict, Denied, Invalid, StaleVersion
from consult.network.people import Person
from consult.reports.opinion import (
    Answer,
    Opinion,
    OpinionState,
    clean_content,
    content_hash,
    unanswered,
)
from consult.reports.signing import obstacle
from consult.rooms.room import RoomEvent, RoomSeal
from consult.rooms.seals import seal_hash

SEAL_PAGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOpinion:
    """`if_revision` is the draft the writer saw; 0 when there was none."""

    request_id: str
    content: dict[str, object] = field(default_factory=dict)
    answers: tuple[AnswerText, ...] = ()
    if_revision: int | None = None


def write_opinion(work: Work, cmd: WriteOpinion) -> Opinion:
    """Save the draft of the accepted expert; nobody else sees or changes it before signing."""
    opened = work.open_request(cmd.request_id, Verb.SIGN_OPINION)
    if opened.request.state not in BEING_ANSWERED:
        raise Conflict("opinion.not_open")
    draft = own_draft(work, opened.request)
    if cmd.if_revision is not None and cmd.if_revision != (draft.revision if draft else 0):
        raise StaleVersion("opinion")
    saved = save_draft(work, opened.request, clean_content(cmd.content))
    save_answers(work, opened.request, saved, cmd.answers)
    work.tell(f"person:{work.actor.person_id}")
    return saved


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOpinion:
    """`confirmed` says that the signer has just authenticated again; callers must check it."""

    request_id: str
    confirmed: bool
    if_revision: int | None = None
    if_version: int | None = None


def sign_opinion(work: Work, cmd: SignOpinion) -> Opinion:
    """Sign the draft (签发): every question answered, licence and partnership valid now."""
    opened, rule = begin(work, cmd.request_id, "sign", if_version=cmd.if_version)
    draft, answers = _to_sign(work, opened, cmd)
    _check_answered(work, opened, answers)
    before = _in_force(work, opened)
    signed = sign_draft(work, opened, draft, answers, confirmed=cmd.confirmed)
    _supersede(work, before)
    seal_room(work, opened.request, signed)
    withdraw_offers(work, opened)
    moved = move(work, opened, rule, "sign", note={"version": signed.version})
    plan_follow_up(work, moved)
    _tell_county(work, moved)
    return signed


def sign_interim(work: Work, cmd: SignOpinion) -> Opinion:
    """Sign what can be said by now (初步意见); the draft goes on towards the final one."""
    opened, rule = begin(work, cmd.request_id, "sign_interim", if_version=cmd.if_version)
    draft, answers = _to_sign(work, opened, cmd)
    if not draft.content and not any(answer.complete for answer in answers):
        raise Invalid("opinion.nothing_to_sign", field="answers")
    before = _in_force(work, opened)
    interim = replace(draft, interim=True)
    signed = sign_draft(work, opened, interim, answers, confirmed=cmd.confirmed)
    _supersede(work, before)
    seal_room(work, opened.request, signed)
    going_on = begin_draft(work, opened.request, signed.author_id, signed.content)
    copy_answers(work, signed, going_on)
    moved = move(work, opened, rule, "sign_interim", note={"version": signed.version})
    _tell_county(work, moved)
    return signed


def _to_sign(work: Work, opened: OpenRequest, cmd: SignOpinion) -> tuple[Opinion, list[Answer]]:
    draft = own_draft(work, opened.request)
    if draft is None:
        raise Invalid("opinion.nothing_to_sign", field="answers")
    if cmd.if_revision is not None and cmd.if_revision != draft.revision:
        raise StaleVersion("opinion")
    return draft, list(work.store.answers.list(opinion_id=draft.id))


def _check_answered(work: Work, opened: OpenRequest, answers: list[Answer]) -> None:
    questions = work.store.questions.list(request_id=opened.request.id)
    left = unanswered(questions, answers)
    if left:
        raise Invalid("opinion.unanswered", field=f"answers.{left[0]}", questions=left)


def _in_force(work: Work, opened: OpenRequest) -> Opinion | None:
    """The version signed last, which a new one takes the place of."""
    signed = work.store.opinions.list(request_id=opened.request.id, state=OpinionState.SIGNED)
    return signed[-1] if signed else None


def _supersede(work: Work, previous: Opinion | None) -> None:
    if previous is not None:
        work.store.opinions.save(
            replace(previous, state=OpinionState.SUPERSEDED, revision=previous.revision + 1)
        )


def sign_draft(
    work: Work, opened: OpenRequest, draft: Opinion, answers: list[Answer], *, confirmed: bool
) -> Opinion:
    signer = check_signer(work, opened, confirmed=confirmed)
    signed = replace(
        draft,
        state=OpinionState.SIGNED,
        author_id=signer.id,
        signed_at=work.now,
        updated_at=work.now,
        content_sha256=content_hash(draft.content, answers),
        signer=signature_of(work, signer, opened.for_org),
        revision=draft.revision + 1,
    )
    work.store.opinions.save(signed)
    return signed


def check_signer(work: Work, opened: OpenRequest, *, confirmed: bool) -> Person:
    """The actor, who has just authenticated again and may sign for their hospital today."""
    if not confirmed:
        raise Denied("opinion.confirm_again")
    signer = work.store.people.get(work.actor.person_id)
    partnership = work.store.partnerships.find(id=opened.request.partnership_id)
    term, today = term_of(work.store, signer.id, opened.for_org, work.now)
    reason = obstacle(
        signer,
        partnership,
        opened.request.kind,
        work.now,
        term=term,
        today=today,
        within=opened.request.from_org == opened.request.to_org,
    )
    if reason is not None:
        raise Denied(reason)
    return signer


def signature_of(work: Work, signer: Person, org_id: str) -> dict[str, object]:
    """Who signed, as they were named on that day: the paper must not change with the person."""
    org = work.store.organizations.get(org_id)
    return {
        "person_id": signer.id,
        "name": signer.name,
        "title": signer.title,
        "licence_no": signer.licence_no,
        "org_id": org.id,
        "org_name": org.name,
    }


def seal_room(work: Work, request: Request, opinion: Opinion) -> None:
    room = work.store.rooms.get(request.room_id)
    events: list[RoomEvent] = []
    while page := work.store.room_log.read(room.id, after=len(events), limit=SEAL_PAGE):
        events.extend(page)
    work.store.seals.add(
        RoomSeal(
            room_id=room.id,
            upto_seq=room.head_seq,
            sha256=seal_hash(events),
            opinion_id=opinion.id,
            at=work.now,
        )
    )


def _tell_county(work: Work, request: Request) -> None:
    people = told_of_answer(work.store, request, work.now)
    deliver(work, request, "opinion_signed", people)
    work.tell(*(f"person:{each}" for each in people))


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectOpinion:
    """The whole new text; the signed version stays readable as superseded."""

    request_id: str
    reason: str
    content: dict[str, object]
    answers: tuple[AnswerText, ...]
    confirmed: bool
    if_version: int | None = None


def correct_opinion(work: Work, cmd: CorrectOpinion) -> Opinion:
    """A correction (更正) is a new signed version; the county is asked to respond again."""
    opened, rule = begin(
        work, cmd.request_id, "correct", if_version=cmd.if_version, reason=cmd.reason
    )
    previous = _in_force(work, opened)
    draft = save_draft(work, opened.request, clean_content(cmd.content))
    draft = replace(draft, correction_reason=cmd.reason.strip(), revision=draft.revision + 1)
    work.store.opinions.save(draft)
    answers = save_answers(work, opened.request, draft, cmd.answers)
    _check_answered(work, opened, answers)
    signed = sign_draft(work, opened, draft, answers, confirmed=cmd.confirmed)
    _supersede(work, previous)
    seal_room(work, opened.request, signed)
    moved = move(work, opened, rule, "correct", reason=cmd.reason, note={"version": signed.version})
    _tell_county(work, moved)
    return signed
