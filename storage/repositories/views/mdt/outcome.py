"""What a team decided: who was there, who signed, what is to be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from consult.cases.request import Request
from consult.mdt.board import SIGNING
from consult.mdt.outcome import Outcome, actions_of, unsigned
from consult.mdt.session import Answer
from consult.mdt.workflow import DECIDED, State
from storage.repositories.views.mdt.rows import MdtRows
from storage.repositories.views.mdt.shapes import (
    ActionView,
    AttendanceView,
    OutcomeView,
    RecordView,
    SignatureView,
)
from storage.repositories.views.values import Named, named


def attendance(rows: MdtRows) -> Iterable[AttendanceView]:
    for row in rows.outcome.attendance if rows.outcome else ():
        person = rows.people[str(row["person_id"])]
        left = row["left_at"]
        yield AttendanceView(
            person=Named(id=person.id, name=person.name),
            title=person.title,
            org=named(rows.orgs, str(row["org_id"])),
            part=str(row["part"]),
            specialty=str(row["specialty"]),
            joined_at=str(row["joined_at"]),
            left_at=None if left is None else str(left),
            how=str(row["how"]),
        )


def outcome_view(rows: MdtRows) -> OutcomeView | None:
    outcome = rows.outcome
    if outcome is None or not rows.may_see_outcome():
        return None
    counted = outcome.quorum
    present: Mapping[str, bool] = counted["specialties"] if counted else {}  # type: ignore[assignment]
    return OutcomeView(
        revision=outcome.revision,
        version=outcome.version,
        status=_status(rows.request),
        content=outcome.content,
        by=named(rows.names, outcome.by),
        updated_at=outcome.updated_at,
        circulated_at=outcome.circulated_at,
        mdt_conclusion=None if counted is None else outcome.mdt_conclusion,
        missing=tuple(name for name, there in present.items() if not there),
    )


def signatures(rows: MdtRows) -> Iterable[SignatureView]:
    if rows.outcome is None or not rows.may_see_outcome():
        return
    for row in rows.signatures:
        signer = row.signer
        yield SignatureView(
            person=Named(id=row.person_id, name=str(signer["name"])),
            title=str(signer["title"]),
            org_name=str(signer["org_name"]),
            licence_no=str(signer["licence_no"]),
            part=row.part,
            specialty=row.specialty,
            value=row.value,
            text=row.text,
            signed_at=row.signed_at,
            version=row.version,
        )
    if rows.outcome.version == 0:
        return
    value = "unsigned" if rows.request.state in DECIDED else "asked"
    for who in sorted(unsigned(rows.outcome, rows.signatures)):
        yield _missing(rows, who, value, rows.outcome)


def _missing(rows: MdtRows, person_id: str, value: str, outcome: Outcome) -> SignatureView:
    row = next(r for r in outcome.attendance if r["person_id"] == person_id)
    person = rows.people[person_id]
    return SignatureView(
        person=Named(id=person.id, name=person.name),
        title=person.title,
        org_name=rows.orgs.get(str(row["org_id"]), ""),
        licence_no="",
        part=str(row["part"]),
        specialty=str(row["specialty"]),
        value=value,
        text="",
        signed_at=None,
        version=outcome.version,
    )


def actions(rows: MdtRows) -> Iterable[ActionView]:
    if rows.outcome is None or not rows.may_see_outcome():
        return
    numbers = rows.detail.cards
    cards = {
        row.seq: row
        for row in rows.store.cards.list(room_id=rows.request.room_id, seq=list(numbers))
    }
    for no, row in enumerate(actions_of(rows.outcome.content), 1):
        seq = numbers[no - 1] if no <= len(numbers) else None
        card = cards.get(seq) if seq is not None else None
        yield ActionView(
            no=no,
            text=str(row["text"]),
            owner=named(rows.names, str(row["owner_id"] or "")),
            due_at=None if row["due_at"] is None else str(row["due_at"]),
            state=card.state if card else "draft",
            seq=seq,
        )


def record(rows: MdtRows) -> RecordView:
    attended = rows.outcome.attendance if rows.outcome else ()
    there = [str(row["person_id"]) for row in attended if row["part"] == "member"]
    return RecordView(
        chair=_holder(rows, "chair"),
        secretary=_holder(rows, "secretary"),
        members=tuple(Named(id=who, name=rows.names[who]) for who in dict.fromkeys(there)),
        absent=tuple(_absent(rows)),
        board=rows.board.name,
        hospital=rows.orgs.get(rows.request.to_org, ""),
        country=rows.store.organizations.get(rows.request.to_org).country,
        place=rows.session.bridge_phone if rows.session else "",
        started_at=rows.detail.started_at,
        ended_at=rows.detail.ended_at,
    )


def _absent(rows: MdtRows) -> Iterable[Named]:
    """Invited, not there and not stood in for; nobody before the discussion is concluded."""
    if rows.outcome is None or not rows.outcome.attendance:
        return
    there = {str(row["person_id"]) for row in rows.outcome.attendance}
    there |= {row.deputy_for for row in rows.attendees if row.deputy_for is not None}
    for row in rows.attendees:
        if row.part in SIGNING and row.person_id not in there:
            yield Named(id=row.person_id, name=rows.names[row.person_id])


def _holder(rows: MdtRows, part: str) -> Named | None:
    held = [r for r in rows.attendees if r.part == part and r.answer is not Answer.DECLINED]
    return named(rows.names, held[0].person_id) if held else None


def _status(request: Request) -> str:
    if request.state in DECIDED:
        return "final"
    return "circulated" if request.state == State.CIRCULATED else "draft"
