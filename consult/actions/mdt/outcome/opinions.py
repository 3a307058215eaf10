"""What each member thinks before hearing the others: sealed, then opened all together (预意见)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.access.verbs import Verb
from consult.actions.mdt.door import attendees_of
from consult.actions.requests.moves import Step, begin, move
from consult.actions.work import Work
from consult.cases.request import Request
from consult.errors import Conflict, Invalid, StaleVersion
from consult.mdt.board import SIGNING
from consult.mdt.proposal import MAX_TEXT, MdtDetail, PreOpinion, clean_text
from consult.mdt.session import Answer
from consult.mdt.workflow import OPINIONS_TAKEN, State
from consult.rooms.room import SystemNote


@dataclass(frozen=True, slots=True, kw_only=True)
class WritePreOpinion:
    """`if_revision` is the one the writer saw, 0 when there was none."""

    request_id: str
    text: str
    if_revision: int | None = None


def write_pre_opinion(work: Work, cmd: WritePreOpinion) -> PreOpinion:
    """Nobody else reads it until all are opened; from then on it stands."""
    opened = work.open_request(cmd.request_id, Verb.JOIN_MDT)
    request, detail = opened.request, work.store.mdt_details.get(cmd.request_id)
    if request.state not in OPINIONS_TAKEN:
        raise Conflict("mdt.opinions_not_taken")
    if detail.opinions_opened_at is not None:
        raise Conflict("mdt.opinions_opened")
    text = clean_text(cmd.text, "text", MAX_TEXT)
    if not text:
        raise Invalid("mdt.text_needed", field="text")
    me = work.actor.person_id
    old = work.store.mdt_pre_opinions.find(request_id=request.id, person_id=me)
    if cmd.if_revision is not None and cmd.if_revision != (old.revision if old else 0):
        raise StaleVersion("mdt_opinion")
    fresh = PreOpinion(
        request_id=request.id,
        person_id=me,
        specialty=_specialty(work, detail, me),
        text=text,
        updated_at=work.now,
        revision=old.revision + 1 if old else 1,
    )
    if old is None:
        work.store.mdt_pre_opinions.add(fresh)
    else:
        work.store.mdt_pre_opinions.save(fresh)
    if request.state == State.ASYNC_WINDOW and not silent_in(work, detail):
        unseal(work, request, detail)
    work.tell(f"case:{request.case_id}", f"person:{me}")
    return fresh


def _specialty(work: Work, detail: MdtDetail, person_id: str) -> str:
    row = work.store.mdt_attendees.find(session_id=detail.session_id, person_id=person_id)
    return row.specialty if row else ""


def silent_in(work: Work, detail: MdtDetail) -> list[str]:
    """Who is asked for an opinion on this case and has given none."""
    wrote = {
        row.person_id for row in work.store.mdt_pre_opinions.list(request_id=detail.request_id)
    }
    return [
        row.person_id
        for row in attendees_of(work.store, detail.session_id or "")
        if row.part in SIGNING and row.answer is not Answer.DECLINED and row.person_id not in wrote
    ]


def open_opinions(work: Work, cmd: Step) -> Request:
    """The chair opens them: all envelopes at once."""
    opened, rule = begin(work, cmd.request_id, "open_opinions", if_version=cmd.if_version)
    detail = work.store.mdt_details.get(opened.request.id)
    if detail.opinions_opened_at is not None:
        raise Conflict("mdt.opinions_opened")
    _mark(work, detail)
    return move(work, opened, rule, "open_opinions")


def _mark(work: Work, detail: MdtDetail) -> None:
    work.store.mdt_details.save(
        replace(detail, opinions_opened_at=work.now, version=detail.version + 1)
    )


def unseal(work: Work, request: Request, detail: MdtDetail) -> None:
    """By itself: all are in, or the window is over, or the discussion has been concluded."""
    if detail.opinions_opened_at is not None:
        return
    _mark(work, detail)
    work.note_in_room(request.room_id, SystemNote("mdt.opinions_opened", {}))
    work.tell(f"case:{request.case_id}")
