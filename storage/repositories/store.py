"""The whole store of one transaction: `consult.ports.Store` over a connection."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

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
from consult.ports import Store
from consult.referrals.detail import ReferralDetail, RouteEntry
from consult.referrals.wards import BedStatus, WardLink
from consult.reports.opinion import Adoption, Answer, Opinion
from consult.rooms.cards import RoomCard
from consult.rooms.room import Room, RoomDraft, RoomMark, RoomMember, RoomSeal, RoomTrack
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
from storage.database.tables import (
    audit,
    cases,
    county,
    duty,
    escalation,
    figures,
    jobs,
    mdt,
    network,
    people,
    referrals,
    reports,
    requests,
    rooms,
    studies,
    uploads,
)
from storage.repositories.counters import SqlCounters
from storage.repositories.courses import RequestRows, TransitionRows
from storage.repositories.rooms.log import SqlRoomLog
from storage.repositories.row_statements import RowStatements
from storage.repositories.rows import Rows
from storage.repositories.timers import SqlTimers

# name in the store: (table, value, guarding counter, order before the key)
_TABLES: dict[str, tuple[sa.Table, type[Any], str | None, str | None]] = {
    "organizations": (network.organization, Organization, None, None),
    "departments": (network.department, Department, None, None),
    "partnerships": (network.partnership, Partnership, None, None),
    "capabilities": (network.capability_version, CapabilityVersion, None, None),
    "protocols": (network.protocol_version, ProtocolVersion, None, None),
    "people": (people.person, Person, None, None),
    "accounts": (people.account, Account, None, None),
    "sessions": (people.login_session, LoginSession, None, None),
    "tokens": (people.api_token, ApiToken, None, None),
    "tickets": (people.socket_ticket, SocketTicket, "uses", None),
    "roles": (people.role_assignment, RoleAssignment, None, None),
    "patients": (cases.patient, Patient, "version", None),
    "identifiers": (cases.patient_identifier, PatientIdentifier, None, None),
    "cases": (cases.case, Case, "version", None),
    "parties": (cases.case_party, CaseParty, None, None),
    "forms": (cases.case_form, CaseForm, None, None),
    "case_drafts": (county.case_draft, CaseDraft, "revision", None),
    "tasks": (county.case_task, CaseTask, "version", "created_at"),
    "merges": (county.patient_merge, PatientMerge, None, "at"),
    "follow_ups": (county.follow_up, FollowUp, None, None),
    "templates": (county.form_template, StoredTemplate, None, None),
    "switches": (county.template_switch, TemplateSwitch, None, None),
    "codes": (county.code_entry, CodeEntry, None, None),
    "requests": (requests.request, Request, "version", "created_at"),
    "questions": (requests.question, Question, None, None),
    "assignments": (requests.assignment, Assignment, None, "offered_at"),
    "transitions": (requests.transition, Transition, None, None),
    "appointments": (requests.appointment, Appointment, None, "made_at"),
    "fees": (requests.fee, Fee, None, "at"),
    "phone_entries": (requests.phone_entry, PhoneEntry, None, None),
    "limits": (requests.limits_version, LimitsVersion, None, None),
    "unmaskings": (figures.figure_unmasking, Unmasking, None, "at"),
    "rooms": (rooms.room, Room, None, None),
    "members": (rooms.room_member, RoomMember, None, None),
    "cards": (rooms.room_card, RoomCard, None, "at"),
    "seals": (rooms.room_seal, RoomSeal, None, None),
    "drafts": (rooms.room_draft, RoomDraft, None, None),
    "marks": (rooms.room_mark, RoomMark, None, None),
    "tracks": (rooms.room_track, RoomTrack, None, "at"),
    "uploads": (uploads.upload, Upload, None, None),
    "objects": (uploads.stored_object, StoredObject, None, None),
    "studies": (studies.study, Study, None, None),
    "series": (studies.series, Series, None, None),
    "instances": (studies.instance, Instance, None, None),
    "ecgs": (studies.ecg, Ecg, None, None),
    "attachments": (studies.attachment, Attachment, None, None),
    "refusals": (studies.refusal, Refusal, None, None),
    "materials": (studies.case_material, CaseMaterial, "version", "added_at"),
    "derivatives": (studies.derivative, Derivative, None, None),
    "opinions": (reports.opinion, Opinion, "revision", "version"),
    "answers": (reports.answer, Answer, None, None),
    "adoptions": (reports.adoption, Adoption, None, "at"),
    "audit": (audit.audit_event, AuditEvent, None, "at"),
    "duty_rosters": (duty.roster, Roster, "version", None),
    "duty_shifts": (duty.shift, Shift, None, None),
    "duty_overrides": (duty.override, Override, None, "made_at"),
    "duty_leaves": (duty.leave, Leave, None, "starts_at"),
    "duty_availability": (duty.availability, Availability, None, None),
    "duty_swaps": (duty.swap, Swap, "version", None),
    "duty_terms": (duty.term, Term, "version", None),
    "duty_alarm_tests": (duty.alarm_test, AlarmTest, None, "at"),
    "duty_handovers": (duty.handover, ShiftHandover, "version", "made_at"),
    "duty_handover_items": (duty.handover_item, HandoverItem, None, None),
    "escalation_policies": (escalation.policy, EscalationPolicy, None, "version"),
    "ladders": (escalation.ladder, Ladder, "version", "round"),
    "ladder_steps": (escalation.ladder_step, LadderStep, None, None),
    "call_notes": (escalation.call_note, CallNote, None, "at"),
    "channels": (escalation.channel, Channel, "version", "name"),
    "notices": (escalation.notice, Notice, None, "made_at"),
    "addresses": (escalation.contact_address, ContactAddress, None, None),
    "push_subscriptions": (escalation.push_subscription, PushSubscription, None, "created_at"),
    "mdt_boards": (mdt.board, Board, "version", None),
    "mdt_seats": (mdt.seat, Seat, None, None),
    "mdt_polls": (mdt.poll, Poll, "version", "made_at"),
    "mdt_votes": (mdt.poll_vote, PollVote, None, None),
    "mdt_sessions": (mdt.session, Session, "version", "starts_at"),
    "mdt_attendees": (mdt.attendee, Attendee, None, None),
    "mdt_presences": (mdt.presence, Presence, None, "joined_at"),
    "mdt_details": (mdt.detail, MdtDetail, "version", None),
    "mdt_pre_opinions": (mdt.pre_opinion, PreOpinion, "revision", None),
    "mdt_outcomes": (mdt.outcome, Outcome, "revision", None),
    "mdt_signatures": (mdt.signature, Signature, None, "signed_at"),
    "referrals": (referrals.detail, ReferralDetail, None, None),
    "route_entries": (referrals.entry, RouteEntry, None, None),
    "ward_links": (referrals.ward_link, WardLink, "version", "made_at"),
    "beds": (referrals.beds, BedStatus, "version", None),
    "outbox": (jobs.outbox, Delivery, None, "due_at"),
}
# Repositories that keep something else in step with their rows.
_KEEPING: dict[str, type[Rows[Any]]] = {"requests": RequestRows, "transitions": TransitionRows}
_STATEMENTS: dict[str, RowStatements[Any]] = {
    name: RowStatements(table, kind, guard=guard, order=order)
    for name, (table, kind, guard, order) in _TABLES.items()
}


class SqlStore(Store):
    """Repositories are made when first asked for; all share the one connection."""

    def __init__(self, conn: sa.Connection) -> None:
        self.conn = conn
        self.room_log = SqlRoomLog(conn)
        self.counters = SqlCounters(conn)
        self.timers = SqlTimers(conn)

    def __getattr__(self, name: str) -> Any:
        if name not in _STATEMENTS:
            raise AttributeError(name)
        rows = _KEEPING.get(name, Rows)(self.conn, _STATEMENTS[name])
        setattr(self, name, rows)
        return rows
