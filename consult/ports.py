"""What the domain asks of storage. Everything is synchronous and inside one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from consult.access.audit import AuditEvent
from consult.cases.appointment import Appointment
from consult.cases.asking.draft import CaseDraft
from consult.cases.asking.follow_up import FollowUp
from consult.cases.asking.lists import CodeEntry, StoredTemplate, TemplateSwitch
from consult.cases.asking.merge import PatientMerge
from consult.cases.asking.task import CaseTask
from consult.cases.case import Case, CaseForm, CaseParty
from consult.cases.fee import Fee
from consult.cases.limits import LimitsVersion
from consult.cases.patients.patient import Patient, PatientIdentifier
from consult.cases.phone_entry import PhoneEntry
from consult.cases.request import Assignment, Question, Request, Transition
from consult.duty.handing import AlarmTest, HandoverItem, ShiftHandover
from consult.duty.roster import Availability, Leave, Override, Roster, Shift, Term
from consult.duty.swaps import Swap
from consult.escalation.ladder import CallNote, Ladder, LadderStep
from consult.escalation.notices import Channel, ContactAddress, Notice, PushSubscription
from consult.escalation.policy import EscalationPolicy
from consult.events import Delivery
from consult.figures.unmasking import Unmasking
from consult.mdt.board import Board, Seat
from consult.mdt.outcome import Outcome, Signature
from consult.mdt.poll import Poll, PollVote
from consult.mdt.proposal import MdtDetail, PreOpinion
from consult.mdt.session import Attendee, Presence, Session
from consult.network.capabilities import CapabilityVersion
from consult.network.organizations import Department, Organization
from consult.network.partnerships import Partnership
from consult.network.people import Account, ApiToken, LoginSession, Person, SocketTicket
from consult.network.protocols import ProtocolVersion
from consult.network.roles import RoleAssignment
from consult.referrals.detail import ReferralDetail, RouteEntry
from consult.referrals.wards import BedStatus, WardLink
from consult.reports.opinion import Adoption, Answer, Opinion
from consult.rooms.cards import RoomCard
from consult.rooms.room import Room, RoomDraft, RoomEvent, RoomMark, RoomMember, RoomSeal, RoomTrack
from consult.rooms.surroundings import Key, Surroundings
from consult.studies.material import (
    Attachment,
    CaseMaterial,
    Derivative,
    Ecg,
    Instance,
    Refusal,
    Series,
    StoredObject,
    Study,
)
from consult.studies.upload import Upload
from consult.timers import Timers

T = TypeVar("T")


class Repository(Protocol[T]):
    """Rows of one table as values. Filters are equalities; a list or tuple means "one of"."""

    def get(self, *key: object) -> T:
        """By primary key; raises NotFound."""

    def hold(self, *key: object) -> T:
        """`get`, and nobody else changes it before the end."""

    def hold_all(self, **equal: object) -> Sequence[T]:
        """`list`, and nobody else changes one of them before the end."""

    def find(self, **equal: object) -> T | None:
        """The only row that fits, if any."""

    def list(self, **equal: object) -> Sequence[T]:
        """All rows that fit, in order of their primary key."""

    def add(self, item: T, /) -> None:
        """Raises Duplicate when a unique key is taken."""

    def save(self, item: T, /) -> None:
        """Replace by primary key. Where the table is guarded by a counter (`version`, on opinions
        `revision`), the stored one must be one less, else StaleVersion: the first commit wins."""

    def add_all(self, items: Sequence[T], /) -> None:
        """Rows that are known not to be there."""

    def save_all(self, items: Sequence[T], /) -> None:
        """Rows that are held, of a table without a counter."""

    def remove(self, item: T, /) -> None: ...


class Counters(Protocol):
    def next(self, name: str) -> int:
        """1, 2, 3… per name, without a gap and never twice."""


class RoomLog(Protocol):
    def append(self, event: RoomEvent) -> RoomEvent:
        """Give the event the room's next number (its own `seq` is ignored) and store it."""

    def read(self, room_id: str, *, after: int, limit: int) -> Sequence[RoomEvent]: ...

    def hold(self, room_ids: Sequence[str]) -> Sequence[Room]:
        """Those that exist, in order of id; nobody else numbers events in them before the end."""

    def around(
        self, room_ids: Sequence[str], people: Sequence[str], keys: Sequence[Key]
    ) -> Surroundings:
        """`hold` the rooms, then what is known of them, of these people in them, of these keys."""

    def find_all(self, keys: Sequence[Key]) -> Sequence[RoomEvent]: ...

    def about(self, room_id: str, seq: int) -> Sequence[RoomEvent]:
        """Later events whose target is `seq`, in their order."""

    def append_many(self, events: Sequence[RoomEvent]) -> Sequence[RoomEvent]:
        """One batch over any number of rooms; order within a room is kept."""


class Store:
    """The whole database as the domain sees it."""

    organizations: Repository[Organization]
    departments: Repository[Department]
    partnerships: Repository[Partnership]
    capabilities: Repository[CapabilityVersion]
    protocols: Repository[ProtocolVersion]
    people: Repository[Person]
    accounts: Repository[Account]
    sessions: Repository[LoginSession]
    tokens: Repository[ApiToken]
    tickets: Repository[SocketTicket]
    roles: Repository[RoleAssignment]
    patients: Repository[Patient]
    identifiers: Repository[PatientIdentifier]
    cases: Repository[Case]
    parties: Repository[CaseParty]
    forms: Repository[CaseForm]
    case_drafts: Repository[CaseDraft]
    tasks: Repository[CaseTask]
    merges: Repository[PatientMerge]
    follow_ups: Repository[FollowUp]
    templates: Repository[StoredTemplate]
    switches: Repository[TemplateSwitch]
    codes: Repository[CodeEntry]
    requests: Repository[Request]
    questions: Repository[Question]
    assignments: Repository[Assignment]
    transitions: Repository[Transition]
    appointments: Repository[Appointment]
    fees: Repository[Fee]
    phone_entries: Repository[PhoneEntry]
    limits: Repository[LimitsVersion]
    unmaskings: Repository[Unmasking]
    rooms: Repository[Room]
    members: Repository[RoomMember]
    room_log: RoomLog
    cards: Repository[RoomCard]
    seals: Repository[RoomSeal]
    drafts: Repository[RoomDraft]
    marks: Repository[RoomMark]
    tracks: Repository[RoomTrack]
    uploads: Repository[Upload]
    objects: Repository[StoredObject]
    studies: Repository[Study]
    series: Repository[Series]
    instances: Repository[Instance]
    ecgs: Repository[Ecg]
    attachments: Repository[Attachment]
    refusals: Repository[Refusal]
    materials: Repository[CaseMaterial]
    derivatives: Repository[Derivative]
    opinions: Repository[Opinion]
    answers: Repository[Answer]
    adoptions: Repository[Adoption]
    audit: Repository[AuditEvent]
    duty_rosters: Repository[Roster]
    duty_shifts: Repository[Shift]
    duty_overrides: Repository[Override]
    duty_leaves: Repository[Leave]
    duty_availability: Repository[Availability]
    duty_swaps: Repository[Swap]
    duty_terms: Repository[Term]
    duty_alarm_tests: Repository[AlarmTest]
    duty_handovers: Repository[ShiftHandover]
    duty_handover_items: Repository[HandoverItem]
    mdt_boards: Repository[Board]
    mdt_seats: Repository[Seat]
    mdt_polls: Repository[Poll]
    mdt_votes: Repository[PollVote]
    mdt_sessions: Repository[Session]
    mdt_attendees: Repository[Attendee]
    mdt_presences: Repository[Presence]
    mdt_details: Repository[MdtDetail]
    mdt_pre_opinions: Repository[PreOpinion]
    mdt_outcomes: Repository[Outcome]
    mdt_signatures: Repository[Signature]
    referrals: Repository[ReferralDetail]
    route_entries: Repository[RouteEntry]
    ward_links: Repository[WardLink]
    beds: Repository[BedStatus]
    outbox: Repository[Delivery]
    escalation_policies: Repository[EscalationPolicy]
    ladders: Repository[Ladder]
    ladder_steps: Repository[LadderStep]
    call_notes: Repository[CallNote]
    channels: Repository[Channel]
    notices: Repository[Notice]
    addresses: Repository[ContactAddress]
    push_subscriptions: Repository[PushSubscription]
    counters: Counters
    timers: Timers
