"""The one page that says who may do what. Deny by default.

`decide` and the list filter (`readable_orgs`) read the same thing, `case_party`; a property test
holds them to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from consult.access.referral_rules import BED_KEEPERS, REFERRAL_RULES, ends_of
from consult.access.verbs import Verb
from consult.cases.case import CaseParty, Side
from consult.cases.request import Assignment, AssignmentState, Part, Request
from consult.network.roles import CLINICAL, Role, RoleAssignment
from consult.referrals.states import REFERRALS


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who asks: a person with the roles of this moment, or a program in that person's name."""

    person_id: str
    roles: tuple[RoleAssignment, ...] = ()
    session_id: str | None = None
    scopes: frozenset[str] | None = None

    def orgs_with(self, roles: Iterable[Role], now: datetime) -> frozenset[str]:
        wanted = frozenset(roles)
        return frozenset(r.org_id for r in self.roles if r.role in wanted and r.active(now))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSubject:
    """A case with its parties; where meant, a request of it and the actor's standing there."""

    parties: tuple[CaseParty, ...]
    request: Request | None = None
    assignments: tuple[Assignment, ...] = ()
    specialties: tuple[str, ...] = ()
    room_member: bool = False


@dataclass(frozen=True, slots=True)
class OrgSubject:
    """A hospital, with those it has an agreement with where they may read something of it."""

    org_id: str
    partners: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NetworkSubject:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class DutySubject:
    """A hospital's duty: the heads named in the roster meant, and the hospitals that may ask it."""

    org_id: str
    heads: frozenset[str] = frozenset()
    askers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MdtSubject:
    """A board or a session of it: chair and secretary steer, all seated or invited take part."""

    org_id: str
    steering: frozenset[str] = frozenset()
    seated: frozenset[str] = frozenset()
    askers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSubject:
    """A hospital's figures, with every authority it belongs to (prefecture, province…)."""

    org_id: str
    above: frozenset[str] = frozenset()


Subject = CaseSubject | OrgSubject | NetworkSubject | DutySubject | MdtSubject | AreaSubject


@dataclass(frozen=True, slots=True)
class Decision:
    """Allowed for an organisation's sake, or refused; `reason` has a text (`errors.<reason>`)."""

    for_org: str | None = None
    reason: str | None = None

    @property
    def allowed(self) -> bool:
        return self.reason is None


def _deny(reason: str) -> Decision:
    return Decision(reason=f"policy.{reason}")


COUNTY = frozenset({Role.DOCTOR, Role.NURSE, Role.TECHNICIAN})
DOCTORS = frozenset({Role.DOCTOR})
EXPERTS = frozenset({Role.EXPERT, Role.REVIEWER})
COORDINATORS = frozenset({Role.COORDINATOR})
# Who may see by whom a case of their hospital was looked at.
OVERSEERS = frozenset({Role.HEAD, Role.MEDICAL_AFFAIRS, Role.QUALITY_OFFICER})
# Whose approval a request waits for before it leaves its hospital: `Request.pending_release`.
RELEASERS = {"head": Role.HEAD, "affairs": Role.MEDICAL_AFFAIRS}
# The installation's own clock: it reads nothing and moves only what is due.
CLOCK = "system"

# verb: (side of the case, or either; roles at a hospital on that side)
CASE_RULES: dict[Verb, tuple[Side | None, frozenset[Role]]] = {
    Verb.READ_CASE: (None, CLINICAL),
    Verb.READ_AUDIT: (Side.REQUESTER, OVERSEERS),
    Verb.JOIN_ROOM: (None, CLINICAL),
    Verb.POST_MESSAGE: (None, CLINICAL),
    Verb.EDIT_CASE: (Side.REQUESTER, COUNTY),
    Verb.ADD_MATERIAL: (Side.REQUESTER, COUNTY),
    Verb.REMOVE_MATERIAL: (Side.REQUESTER, COUNTY),
    Verb.ATTACH: (None, CLINICAL),
    Verb.ADD_SPECIALTY: (None, COUNTY | EXPERTS | COORDINATORS),
    Verb.SUBMIT_REQUEST: (Side.REQUESTER, COUNTY),
    Verb.CANCEL_REQUEST: (Side.REQUESTER, COUNTY),
    Verb.RESPOND: (Side.REQUESTER, DOCTORS),
    Verb.CLOSE_REQUEST: (Side.REQUESTER, DOCTORS),
    Verb.REOPEN_REQUEST: (Side.REQUESTER, COUNTY),
    Verb.RELEASE_REQUEST: (Side.REQUESTER, frozenset(RELEASERS.values())),
    Verb.ASSIGN_REQUEST: (Side.PROVIDER, COORDINATORS),
    Verb.REJECT_REQUEST: (Side.PROVIDER, COORDINATORS),
    Verb.TAKE_REQUEST: (Side.PROVIDER, EXPERTS),
    Verb.ANSWER_OFFER: (Side.PROVIDER, EXPERTS),
    Verb.CONSULT: (Side.PROVIDER, EXPERTS),
    Verb.SIGN_OPINION: (Side.PROVIDER, EXPERTS),
    Verb.COVER_REQUEST: (Side.PROVIDER, EXPERTS),
    Verb.ASK_INFO: (Side.PROVIDER, EXPERTS | COORDINATORS),
    Verb.SCHEDULE: (Side.PROVIDER, EXPERTS | COORDINATORS),
    Verb.PROMISE: (Side.PROVIDER, EXPERTS | COORDINATORS),
    Verb.RECORD_FEE: (Side.PROVIDER, COORDINATORS),
    Verb.PROPOSE_MDT: (Side.REQUESTER, COUNTY),
    # Members sit for hospitals of their own, not only for the one that was asked.
    Verb.STEER_MDT: (None, CLINICAL),
    Verb.CHAIR_MDT: (None, CLINICAL),
    Verb.JOIN_MDT: (None, CLINICAL),
}
# The parts by which one steers, chairs or takes part in the discussion of a case.
MDT_PARTS = {
    Verb.STEER_MDT: frozenset({Part.CHAIR, Part.DESK}),
    Verb.CHAIR_MDT: frozenset({Part.CHAIR}),
    Verb.JOIN_MDT: frozenset({Part.CHAIR, Part.MEMBER}),
}
# Who sets up a hospital's boards.
MDT_PLANNERS = frozenset({Role.COORDINATOR, Role.HOSPITAL_ADMIN, Role.CHAIR, Role.SECRETARY})
# Who plans a hospital's duty, besides the head of the department and the network's administrator.
DUTY_PLANNERS = frozenset({Role.COORDINATOR, Role.HOSPITAL_ADMIN})
ORG_RULES: dict[Verb, frozenset[Role]] = {
    Verb.CREATE_CASE: COUNTY,
    Verb.UPLOAD: COUNTY,
    Verb.MERGE_PATIENTS: COUNTY,
    Verb.ENTER_BY_PHONE: COORDINATORS,
    Verb.MANAGE_ORG: frozenset({Role.HOSPITAL_ADMIN}),
    Verb.UPDATE_BEDS: BED_KEEPERS,
}
# What a hospital has, what of it is free, and how it treats.
READ_BY_PARTNERS = frozenset({Verb.READ_CAPABILITIES, Verb.READ_BEDS, Verb.READ_PROTOCOLS})
NETWORK_VERBS = READ_BY_PARTNERS | {Verb.MANAGE_NETWORK, Verb.MANAGE_ORG}
# What a referral has in common with a consultation: it is read, and talked about.
OF_ANY_REQUEST = frozenset({Verb.READ_CASE, Verb.JOIN_ROOM, Verb.POST_MESSAGE, Verb.ATTACH})
# Figures of one's own hospital. Who administers people and places is shown no patient behind them.
FIGURES_AT_HOME = frozenset({Role.COORDINATOR, Role.QUALITY_OFFICER, Role.HOSPITAL_ADMIN})
SUPERVISORS = frozenset({Role.SUPERVISOR})
FIGURE_RULES = {
    Verb.READ_FIGURES: FIGURES_AT_HOME,
    Verb.UNMASK_CASE: FIGURES_AT_HOME - {Role.HOSPITAL_ADMIN},
}
OFFERED_TO_ME = frozenset({AssignmentState.OFFERED})
ACCEPTED_BY_ME = frozenset({AssignmentState.ACCEPTED})


def readable_orgs(actor: Actor, now: datetime) -> frozenset[str]:
    """Hospitals whose being a party lets this actor read a case; every list filters by these."""
    return actor.orgs_with(CLINICAL, now)


def area_of(org_id: str, parents: Mapping[str, str | None]) -> AreaSubject:
    """A hospital with whatever stands above it; a ring in old data ends where it began."""
    above: set[str] = set()
    parent = parents.get(org_id)
    while parent is not None and parent not in above:
        above.add(parent)
        parent = parents.get(parent)
    return AreaSubject(org_id=org_id, above=frozenset(above))


def figure_orgs(actor: Actor, parents: Mapping[str, str | None], now: datetime) -> frozenset[str]:
    """The hospitals whose figures an actor reads; every figure is counted over these."""
    return frozenset(
        org
        for org in parents
        if decide(actor, Verb.READ_FIGURES, area_of(org, parents), now).allowed
    )


def decide(actor: Actor, verb: Verb, subject: Subject, now: datetime) -> Decision:
    """Whether `actor` may do `verb` to `subject` at `now`."""
    if isinstance(subject, CaseSubject):
        return _decide_case(actor, verb, subject, now)
    if isinstance(subject, DutySubject):
        return _decide_duty(actor, verb, subject, now)
    if isinstance(subject, MdtSubject):
        return _decide_mdt(actor, verb, subject, now)
    if isinstance(subject, AreaSubject):
        return _decide_figures(actor, verb, subject, now)
    if verb is Verb.READ_NETWORK:
        return Decision() if any(r.active(now) for r in actor.roles) else _deny("no_role")
    if actor.orgs_with({Role.ADMIN}, now) and verb in NETWORK_VERBS:
        return Decision(for_org=subject.org_id if isinstance(subject, OrgSubject) else None)
    if isinstance(subject, OrgSubject) and verb in READ_BY_PARTNERS:
        near = actor.orgs_with(Role, now) & (subject.partners | {subject.org_id})
        return Decision(for_org=subject.org_id) if near else _deny("not_your_hospital")
    if isinstance(subject, OrgSubject) and verb in ORG_RULES:
        if subject.org_id in actor.orgs_with(ORG_RULES[verb], now):
            return Decision(for_org=subject.org_id)
        return _deny("not_your_hospital")
    return _deny("not_allowed")


def _decide_figures(actor: Actor, verb: Verb, subject: AreaSubject, now: datetime) -> Decision:
    """At home by role; a supervisor at the hospitals below the authority they have the role at."""
    if verb not in FIGURE_RULES:
        return _deny("not_allowed")
    if subject.org_id in actor.orgs_with(FIGURE_RULES[verb], now):
        return Decision(for_org=subject.org_id)
    tops = actor.orgs_with(SUPERVISORS, now) & (subject.above | {subject.org_id})
    return Decision(for_org=min(tops)) if tops else _deny("not_your_area")


def _decide_duty(actor: Actor, verb: Verb, subject: DutySubject, now: datetime) -> Decision:
    """Duty is read by the hospital and those who may ask it, planned by the hospital alone."""
    own, allowed = actor.orgs_with(Role, now), Decision(for_org=subject.org_id)
    if actor.orgs_with({Role.ADMIN}, now) and verb in {Verb.READ_DUTY, Verb.MANAGE_DUTY}:
        return allowed
    if verb is Verb.READ_DUTY:
        near = subject.org_id in own or own & subject.askers
        return allowed if near else _deny("not_your_hospital")
    if verb is not Verb.MANAGE_DUTY or subject.org_id not in own:
        return _deny("not_your_hospital" if verb is Verb.MANAGE_DUTY else "not_allowed")
    plans = subject.org_id in actor.orgs_with(DUTY_PLANNERS, now)
    return allowed if plans or actor.person_id in subject.heads else _deny("not_your_part")


def _decide_mdt(actor: Actor, verb: Verb, subject: MdtSubject, now: datetime) -> Decision:
    """A board is seen by its hospital, those on it and those who may ask it.

    What it says of a case is another question: that is asked of the case.
    """
    if actor.orgs_with({Role.ADMIN}, now) and verb in {Verb.READ_MDT, Verb.MANAGE_MDT}:
        return Decision(for_org=subject.org_id)
    own = actor.orgs_with(CLINICAL | MDT_PLANNERS, now)
    plans = subject.org_id in actor.orgs_with(MDT_PLANNERS, now)
    sits = actor.person_id in subject.seated and bool(own)
    if verb is Verb.READ_MDT:
        allowed = sits or subject.org_id in own or bool(own & subject.askers)
    elif verb is Verb.MANAGE_MDT:
        allowed = plans
    elif verb is Verb.STEER_MDT:
        allowed = sits and actor.person_id in subject.steering
    else:
        allowed = verb is Verb.JOIN_MDT and sits
    return Decision(for_org=subject.org_id) if allowed else _deny("not_your_part")


def _decide_case(actor: Actor, verb: Verb, subject: CaseSubject, now: datetime) -> Decision:
    if verb is Verb.KEEP_TIME and actor.person_id == CLOCK and subject.request is not None:
        return Decision(for_org=subject.request.to_org)
    if verb not in CASE_RULES and verb not in REFERRAL_RULES:
        return _deny("not_allowed")
    present = [party for party in subject.parties if party.active(now)]
    mine = readable_orgs(actor, now)
    if not any(party.org_id in mine for party in present):
        return _deny("not_your_case")
    if verb in REFERRAL_RULES:
        return _decide_referral(actor, verb, subject, now)
    of_referral = subject.request is not None and subject.request.kind in REFERRALS
    if of_referral and verb not in OF_ANY_REQUEST:
        return _deny("not_allowed")
    side, roles = CASE_RULES[verb]
    acting = actor.orgs_with(roles, now)
    orgs = [p.org_id for p in present if side in (None, p.side) and p.org_id in acting]
    if subject.request is not None and side is not None:
        asked = subject.request.from_org if side is Side.REQUESTER else subject.request.to_org
        orgs = [org for org in orgs if org == asked]
    if not orgs:
        return _deny("not_your_part")
    personal = _personal(actor, verb, subject, now)
    return _deny(personal) if personal else Decision(for_org=orgs[0])


def _decide_referral(actor: Actor, verb: Verb, subject: CaseSubject, now: datetime) -> Decision:
    request = subject.request
    of_its_kind = request is not None and (
        (request.kind in REFERRALS) is (verb is not Verb.CONVERT_REQUEST)
    )
    if request is None or not of_its_kind:
        return _deny("not_allowed")
    acting = actor.orgs_with(REFERRAL_RULES[verb][1], now)
    on_case = {party.org_id for party in subject.parties if party.active(now)}
    for end in ends_of(verb, request):
        if end.org(request) in acting & on_case:
            return Decision(for_org=end.org(request))
    return _deny("not_your_part")


def _personal(actor: Actor, verb: Verb, subject: CaseSubject, now: datetime) -> str | None:
    """What the right role at the right hospital does not give: one's own name on the request."""
    if verb is Verb.POST_MESSAGE:
        return None if subject.room_member else "not_in_room"
    if verb is Verb.ATTACH:
        adds = _decide_case(actor, Verb.ADD_MATERIAL, subject, now).allowed
        return None if adds or subject.room_member else "not_in_room"
    if verb is Verb.TAKE_REQUEST:
        return None if _listed(subject) else "other_specialty"
    if verb is Verb.ANSWER_OFFER:
        return None if _assigned(actor, subject, OFFERED_TO_ME) else "not_offered_to_you"
    if verb in {Verb.CONSULT, Verb.SIGN_OPINION}:
        return None if _assigned(actor, subject, ACCEPTED_BY_ME) else "not_your_request"
    if verb is Verb.COVER_REQUEST:
        held = _assigned(actor, subject, ACCEPTED_BY_ME)
        return "yours_already" if held else None if _listed(subject) else "other_specialty"
    if verb in {Verb.ASK_INFO, Verb.SCHEDULE, Verb.PROMISE}:
        return _desk_or_expert(actor, verb, subject, now)
    if verb is Verb.RELEASE_REQUEST:
        return _releaser(actor, subject, now)
    if verb in MDT_PARTS:
        return None if _seated(actor, subject, MDT_PARTS[verb]) else "not_on_the_board"
    return None


def _listed(subject: CaseSubject) -> bool:
    return subject.request is not None and subject.request.specialty in subject.specialties


def _desk_or_expert(actor: Actor, verb: Verb, subject: CaseSubject, now: datetime) -> str | None:
    """The desk, or who holds it; before taking it, who was asked may ask back."""
    desk = actor.orgs_with(COORDINATORS, now)
    at_desk = subject.request is not None and subject.request.to_org in desk
    asks = verb is Verb.ASK_INFO
    holds = _assigned(actor, subject, ACCEPTED_BY_ME | OFFERED_TO_ME if asks else ACCEPTED_BY_ME)
    return None if at_desk or holds else "not_your_request"


def _releaser(actor: Actor, subject: CaseSubject, now: datetime) -> str | None:
    request = subject.request
    role = RELEASERS.get(request.pending_release) if request else None
    if request is None or role is None:
        return "nothing_to_release"
    return None if request.from_org in actor.orgs_with({role}, now) else "not_your_release"


def _seated(actor: Actor, subject: CaseSubject, parts: frozenset[Part]) -> bool:
    """Whoever was invited may take part, also without having answered."""
    return any(
        a.person_id == actor.person_id
        and a.part in parts
        and a.state in OFFERED_TO_ME | ACCEPTED_BY_ME
        for a in subject.assignments
    )


def _assigned(actor: Actor, subject: CaseSubject, states: frozenset[AssignmentState]) -> bool:
    return any(
        a.person_id == actor.person_id and a.part is Part.EXPERT and a.state in states
        for a in subject.assignments
    )
