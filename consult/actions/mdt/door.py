"""The doors to boards and sessions: what one may not read does not exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from consult.access.policy import Actor, MdtSubject, decide
from consult.access.verbs import Verb
from consult.actions.duty.telling import News, tell_outside
from consult.actions.work import Work
from consult.cases.request import Request
from consult.errors import Denied, IllegalMove, NotFound, StaleVersion
from consult.events import Delivery
from consult.mdt.board import Board, Seat, SeatPart
from consult.mdt.session import Answer, Attendee, Session
from consult.mdt.steps import STEPS, SessionRule
from consult.network.partnerships import Service
from consult.ports import Store

# Told over the channels too; words: notify.duty.<kind>.
OUTSIDE = frozenset(
    {
        "mdt_proposed",
        "mdt_screen_due",
        "mdt_circulate_due",
        "mdt_action_due",
        "mdt_poll",
        "mdt_invited",
        "mdt_moved",
        "mdt_cancelled",
        "mdt_locked",
        "mdt_reminder",
        "mdt_opinion_due",
        "mdt_sign",
        "mdt_finalise",
        "mdt_final",
    }
)
STEERING = frozenset({SeatPart.CHAIR, SeatPart.SECRETARY})


def board_subject(store: Store, board: Board, now: datetime) -> MdtSubject:
    seats = store.mdt_seats.list(board_id=board.id)
    deputies = {seat.deputy_id for seat in seats if seat.deputy_id}
    asks = store.partnerships.list(provider_org=board.org_id)
    return MdtSubject(
        org_id=board.org_id,
        steering=_steering(seats),
        seated=frozenset({seat.person_id for seat in seats} | deputies),
        askers=frozenset(each.requester_org for each in asks if each.covers(Service.MDT, now)),
    )


def _steering(seats: Iterable[Seat | Attendee]) -> frozenset[str]:
    return frozenset(seat.person_id for seat in seats if seat.part in STEERING)


def session_subject(
    store: Store, session: Session, attendees: Sequence[Attendee], now: datetime
) -> MdtSubject:
    """As the board's; who was invited takes part, a deputy of the chair steers."""
    subject = board_subject(store, store.mdt_boards.get(session.board_id), now)
    there = [row for row in attendees if row.answer is not Answer.DECLINED]
    return replace(
        subject,
        steering=subject.steering | _steering(there),
        seated=subject.seated | {row.person_id for row in attendees},
    )


def readable_board(store: Store, actor: Actor, board_id: str, now: datetime) -> Board:
    board = store.mdt_boards.find(id=board_id)
    if board is None:
        raise NotFound("mdt_board")
    if not decide(actor, Verb.READ_MDT, board_subject(store, board, now), now).allowed:
        raise NotFound("mdt_board")
    return board


def open_board(work: Work, board_id: str, *verbs: Verb) -> Board:
    """The board if the policy allows one of `verbs` on it."""
    board = readable_board(work.store, work.actor, board_id, work.now)
    subject = board_subject(work.store, board, work.now)
    _require(work, subject, verbs)
    return board


def attendees_of(store: Store, session_id: str) -> list[Attendee]:
    return list(store.mdt_attendees.list(session_id=session_id))


def known_session(store: Store, actor: Actor, session_id: str, now: datetime) -> Session:
    """A session of a board the actor may see; raises NotFound otherwise."""
    session = store.mdt_sessions.find(id=session_id)
    if session is None:
        raise NotFound("mdt_session")
    subject = session_subject(store, session, attendees_of(store, session.id), now)
    if not decide(actor, Verb.READ_MDT, subject, now).allowed:
        raise NotFound("mdt_session")
    return session


def begin_step(
    work: Work, session_id: str, action: str, if_version: int | None = None
) -> tuple[Session, SessionRule]:
    """A session for a step of its table: policy first, then state and version."""
    session = known_session(work.store, work.actor, session_id, work.now)
    rule = STEPS.get((session.state, action))
    subject = session_subject(work.store, session, attendees_of(work.store, session.id), work.now)
    if rule is not None:
        _require(work, subject, (rule.verb,))
    if rule is None or (rule.mode is not None and rule.mode is not session.mode):
        raise IllegalMove(session.state, action, allowed_steps(work.actor, subject, session))
    if if_version is not None and if_version != session.version:
        raise StaleVersion("mdt_session")
    return session, rule


def allowed_steps(
    actor: Actor, subject: MdtSubject, session: Session, now: datetime | None = None
) -> list[str]:
    """Steps the session's state has; with `now`, those the policy grants the actor."""
    return sorted(
        action
        for (state, action), rule in STEPS.items()
        if state is session.state
        and rule.mode in (None, session.mode)
        and (now is None or decide(actor, rule.verb, subject, now).allowed)
    )


def _require(work: Work, subject: MdtSubject, verbs: Sequence[Verb]) -> None:
    decisions = [decide(work.actor, verb, subject, work.now) for verb in verbs]
    if not any(decision.allowed for decision in decisions):
        raise Denied(decisions[0].reason or "policy.not_allowed", verb=verbs[0])


def keep(work: Work, session: Session, action: str, **changes: object) -> Session:
    """Save a changed session, with its audit row; all invited look again."""
    changed = replace(session, version=session.version + 1, **changes)  # type: ignore[arg-type]
    work.store.mdt_sessions.save(changed)
    work.record(f"mdt.{action}", f"mdt_session:{session.id}", for_org=session.org_id)
    tell_invited(work, changed)
    return changed


def tell_invited(work: Work, session: Session) -> None:
    people = sorted({row.person_id for row in attendees_of(work.store, session.id)})
    work.tell(f"org:{session.org_id}", *(f"person:{each}" for each in people))


def call_session(work: Work, kind: str, session: Session, step: str, people: Iterable[str]) -> None:
    news = News(
        what=kind,
        subject=f"mdt:{session.id}",
        page=f"/mdt/{session.id}",
        starts_at=session.starts_at,
    )
    call(work, session.org_id, news, step, people, session_id=session.id)


def call_about(work: Work, kind: str, request: Request, step: str, people: Iterable[str]) -> None:
    news = News(what=kind, subject=f"mdt:{request.id}", page=f"/cases/{request.case_id}")
    about = {"case_id": request.case_id, "request_id": request.id}
    call(work, request.to_org, news, step, people, **about)


def call(
    work: Work, org_id: str, news: News, step: str, people: Iterable[str], **about: str
) -> None:
    """To whoever of `people` is not the one who did it: in the application, and what cannot wait
    for the next login over the hospital's channels. Ids and times only."""
    wanted = sorted(set(people) - {work.actor.person_id})
    if not wanted:
        return
    if news.what in OUTSIDE:
        tell_outside(work, org_id, wanted, news)
    work.store.outbox.add(
        Delivery(
            id=work.new_id(),
            subject=news.subject,
            kind=news.what,
            step=step,
            payload={"people": wanted, "urgency": "routine", **about},
            due_at=work.now,
        )
    )
    work.tell(*(f"person:{each}" for each in wanted))
