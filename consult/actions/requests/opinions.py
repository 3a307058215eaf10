"""Writing, signing and correcting the opinion; and the county's answer to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from consult.access.verbs import Verb
from consult.actions.duty.book import term_of
from consult.actions.requests.moves import begin, deliver, move
from consult.actions.work import OpenRequest, Work
from consult.cases.consultation import BEING_ANSWERED
from consult.cases.request import Request
from consult.errors import Conflict, Denied, Invalid, StaleVersion
from consult.network.people import Person
from consult.reports.opinion import (
    MAX_TEXT,
    Adoption,
    AdoptionValue,
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
class AnswerText:
    no: int
    text: str = ""
    cannot: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOpinion:
    """`if_revision` is the draft the writer saw; 0 when there was none."""

    request_id: str
    content: dict[str, object] = field(default_factory=dict)
    answers: tuple[AnswerText, ...] = ()
    if_revision: int | None = None


def write_opinion(work: Work, cmd: WriteOpinion) -> Opinion:
    """Save the draft of the accepted expert; nobody else sees or changes it before signing.

    What a predecessor left behind was never shown to the writer, so it counts as none.
    """
    opened = work.open_request(cmd.request_id, Verb.SIGN_OPINION)
    if opened.request.state not in BEING_ANSWERED:
        raise Conflict("opinion.not_open")
    draft = _draft(work, opened.request)
    seen = draft.revision if draft and _mine(work, draft) else 0
    if cmd.if_revision is not None and cmd.if_revision != seen:
        raise StaleVersion("opinion")
    saved = _save_draft(work, opened, draft, clean_content(cmd.content))
    _save_answers(work, opened.request, saved, cmd.answers)
    work.tell(f"person:{work.actor.person_id}")
    return saved


def _draft(work: Work, request: Request) -> Opinion | None:
    drafts = work.store.opinions.list(request_id=request.id, state=OpinionState.DRAFT)
    return drafts[0] if drafts else None


def _mine(work: Work, draft: Opinion) -> bool:
    return draft.author_id == work.actor.person_id


def _save_draft(
    work: Work, opened: OpenRequest, draft: Opinion | None, content: dict[str, object]
) -> Opinion:
    me = work.actor.person_id
    if draft is not None:
        changed = replace(
            draft,
            content=content,
            author_id=me,
            updated_at=work.now,
            revision=draft.revision + 1,
        )
        work.store.opinions.save(changed)
        return changed
    versions = work.store.opinions.list(request_id=opened.request.id)
    fresh = Opinion(
        id=work.new_id(),
        request_id=opened.request.id,
        version=len(versions) + 1,
        kind=opened.request.kind,
        state=OpinionState.DRAFT,
        author_id=me,
        content=content,
        updated_at=work.now,
    )
    work.store.opinions.add(fresh)
    return fresh


def _save_answers(
    work: Work, request: Request, opinion: Opinion, texts: tuple[AnswerText, ...]
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
    draft = _draft(work, opened.request)
    if draft is None or not _mine(work, draft):
        raise Invalid("opinion.nothing_to_sign", field="answers")
    if cmd.if_revision is not None and cmd.if_revision != draft.revision:
        raise StaleVersion("opinion")
    answers = list(work.store.answers.list(opinion_id=draft.id))
    signed = _sign(work, opened, draft, answers, confirmed=cmd.confirmed)
    _seal(work, opened.request, signed)
    moved = move(work, opened, rule, "sign", note={"version": signed.version})
    _tell_county(work, moved)
    return signed


def _sign(
    work: Work, opened: OpenRequest, draft: Opinion, answers: list[Answer], *, confirmed: bool
) -> Opinion:
    signer = _check_signer(work, opened, confirmed=confirmed)
    questions = work.store.questions.list(request_id=opened.request.id)
    left = unanswered(questions, answers)
    if left:
        raise Invalid("opinion.unanswered", field=f"answers.{left[0]}", questions=left)
    signed = replace(
        draft,
        state=OpinionState.SIGNED,
        author_id=signer.id,
        signed_at=work.now,
        updated_at=work.now,
        content_sha256=content_hash(draft.content, answers),
        signer=_signature(work, signer, opened.for_org),
        revision=draft.revision + 1,
    )
    work.store.opinions.save(signed)
    return signed


def _check_signer(work: Work, opened: OpenRequest, *, confirmed: bool) -> Person:
    if not confirmed:
        raise Denied("opinion.confirm_again")
    signer = work.store.people.get(work.actor.person_id)
    partnership = work.store.partnerships.find(id=opened.request.partnership_id)
    term, today = term_of(work.store, signer.id, opened.request.to_org, work.now)
    reason = obstacle(signer, partnership, opened.request.kind, work.now, term=term, today=today)
    if reason is not None:
        raise Denied(reason)
    return signer


def _signature(work: Work, signer: Person, org_id: str) -> dict[str, object]:
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


def _seal(work: Work, request: Request, opinion: Opinion) -> None:
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
    deliver(work, request, "opinion_signed", [request.created_by])
    work.tell(f"person:{request.created_by}")


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
    previous = work.store.opinions.list(request_id=opened.request.id, state=OpinionState.SIGNED)[-1]
    draft = _save_draft(work, opened, None, clean_content(cmd.content))
    draft = replace(draft, correction_reason=cmd.reason.strip(), revision=draft.revision + 1)
    work.store.opinions.save(draft)
    answers = _save_answers(work, opened.request, draft, cmd.answers)
    signed = _sign(work, opened, draft, answers, confirmed=cmd.confirmed)
    work.store.opinions.save(
        replace(previous, state=OpinionState.SUPERSEDED, revision=previous.revision + 1)
    )
    _seal(work, opened.request, signed)
    moved = move(work, opened, rule, "correct", reason=cmd.reason, note={"version": signed.version})
    _tell_county(work, moved)
    return signed


@dataclass(frozen=True, slots=True, kw_only=True)
class Respond:
    request_id: str
    value: AdoptionValue
    reason: str = ""
    order_at: datetime | None = None
    if_version: int | None = None


def respond(work: Work, cmd: Respond) -> Adoption:
    """The county says what it did with the opinion (采纳): anything but "adopted" has a reason."""
    opened, rule = begin(work, cmd.request_id, "respond", if_version=cmd.if_version)
    if cmd.value is not AdoptionValue.ADOPTED and not cmd.reason.strip():
        raise Invalid("adoption.reason_required", field="reason")
    if cmd.order_at is not None and cmd.order_at > work.now:
        raise Invalid("adoption.order_in_future", field="order_at")
    opinion = work.store.opinions.list(request_id=opened.request.id, state=OpinionState.SIGNED)[-1]
    adoption = Adoption(
        id=work.new_id(),
        opinion_id=opinion.id,
        value=cmd.value,
        reason=cmd.reason.strip(),
        order_at=cmd.order_at,
        by=work.actor.person_id,
        at=work.now,
    )
    work.store.adoptions.add(adoption)
    move(work, opened, rule, "respond", reason=cmd.reason, note={"value": cmd.value})
    work.tell(f"person:{opinion.author_id}")
    return adoption
