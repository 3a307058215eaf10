"""What is told of a case before a team."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from storage.repositories.views.cases.case_row import PatientBrief
from storage.repositories.views.mdt.readiness import Readiness
from storage.repositories.views.mdt.session import QuorumView
from storage.repositories.views.values import Named, View


class SessionLine(View, frozen=True):
    id: str
    mode: str
    state: str
    starts_at: datetime
    ends_at: datetime


class MyMdtPart(View, frozen=True):
    """`seat`: one's opinion is wanted; `to_sign`: one's signature is missing."""

    part: str
    specialty: str
    seat: bool
    to_sign: bool


class PreOpinionView(View, frozen=True):
    """Sealed: only whether it is in. `text` is the reader's own, or opened with all others."""

    person: Named | None
    org: Named | None
    specialty: str
    is_in: bool = msgspec.field(name="in")
    mine: bool
    text: str | None
    revision: int
    updated_at: datetime | None


class AttendanceView(View, frozen=True):
    """`how`: link, phone or writing."""

    person: Named | None
    title: str
    org: Named | None
    part: str
    specialty: str
    joined_at: str
    left_at: str | None
    how: str


class OutcomeView(View, frozen=True):
    """`mdt_conclusion` false: below quorum, a discussion and no MDT conclusion; null: not counted.

    `version` 0 was never sent round.
    """

    revision: int
    version: int
    status: str
    content: dict[str, Any]
    by: Named | None
    updated_at: datetime
    circulated_at: datetime | None
    mdt_conclusion: bool | None
    missing: tuple[str, ...]


class SignatureView(View, frozen=True):
    """`value`: agree, agree_note, dissent; asked, unsigned for those who have not signed."""

    person: Named
    title: str
    org_name: str
    licence_no: str
    part: str
    specialty: str
    value: str
    text: str
    signed_at: datetime | None
    version: int


class ActionView(View, frozen=True):
    """`seq` names the request card in the room, once it is decided."""

    no: int
    text: str
    owner: Named | None
    due_at: str | None
    state: str
    seq: int | None


class RecordView(View, frozen=True):
    """What the printed record says at its head (会诊记录, Biên bản hội chẩn)."""

    chair: Named | None
    secretary: Named | None
    members: tuple[Named, ...]
    absent: tuple[Named, ...]
    board: str
    hospital: str
    country: str
    place: str
    started_at: datetime | None
    ended_at: datetime | None


class MdtView(View, frozen=True):
    request_id: str
    case_id: str
    room_id: str
    number: str
    state: str
    version: int
    urgency: str
    patient: PatientBrief
    from_org: Named | None
    to_org: Named | None
    created_by: Named | None
    board: Named
    session: SessionLine | None
    minutes: int
    question: str
    form: dict[str, Any]
    required_specialties: tuple[str, ...]
    late_reason: str
    allowed: tuple[str, ...]
    can_write_outcome: bool
    me: MyMdtPart | None
    opinions_opened_at: datetime | None
    opinions: tuple[PreOpinionView, ...]
    quorum: QuorumView
    attendance: tuple[AttendanceView, ...]
    readiness: tuple[Readiness, ...]
    outcome: OutcomeView | None
    sign_by: datetime | None
    signatures: tuple[SignatureView, ...]
    actions: tuple[ActionView, ...]
    record: RecordView
