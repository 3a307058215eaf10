"""What the policy says of a call, reckoned without HTTP."""

from __future__ import annotations

from dataclasses import replace

from consult.access.policy import (
    Actor,
    AreaSubject,
    CaseSubject,
    NetworkSubject,
    OrgSubject,
    Subject,
    decide,
    figure_orgs,
)
from consult.access.verbs import Verb
from consult.cases.request import Kind
from storage.database.unit_of_work import system_clock
from storage.repositories.store import SqlStore
from tests.integration.api.who_may_what.duty import on_duty
from tests.integration.api.who_may_what.fhir import DIRECTORY, SHOWN
from tests.integration.api.who_may_what.mdt import mdt_refusal
from tests.integration.api.who_may_what.rule import (
    LOGIN_NEEDED,
    NOT_THERE,
    REFUSED,
    Ids,
    Rule,
    actor_of,
)
from tests.stories.consulting import Consulting

OF_A_CASE = {
    "case",
    "upload to case",
    "request",
    "room",
    "ecg",
    "tracing",
    "attachment",
    "instance",
    "study",
    "task",
    *(f"fhir {kind}" for kind in SHOWN),
    "referral up",
    "referral down",
    "referable",
    "convertible",
}


OF_A_REQUEST = {"request", "referral up", "referral down", "convertible"}


def case_subject(store: SqlStore, rule: Rule, ids: Ids, person_id: str) -> CaseSubject:
    member = store.members.find(room_id=ids["room"], person_id=person_id)
    subject = CaseSubject(
        parties=tuple(store.parties.list(case_id=ids["case"])),
        specialties=store.people.get(person_id).specialties,
        room_member=member is not None,
    )
    if rule.about == "referable":
        # Every hospital of the case may send its patient on.
        meant = store.requests.get(ids["request"])
        works_at = store.roles.list(person_id=person_id)[0].org_id
        sent = replace(meant, kind=Kind.REFERRAL_UP, from_org=works_at)
        return replace(subject, request=sent)
    if rule.about not in OF_A_REQUEST:
        return subject
    held = tuple(store.assignments.list(request_id=ids["request"]))
    return replace(subject, request=store.requests.get(ids["request"]), assignments=held)


def place_subject(story: Consulting, rule: Rule) -> Subject:
    if rule.about in ("network", "partnership", "scope"):
        return NetworkSubject()
    orgs = story.served.orgs
    partners = frozenset({orgs["liaocheng"]} if rule.about in BY_PARTNERS else ())
    return OrgSubject(orgs["liaocheng" if rule.about == "asked org" else "gangcha"], partners)


def apart(story: Consulting, rule: Rule, ids: Ids, actor: Actor, who: str) -> int | None:
    """What is judged by its own kind of subject."""
    if rule.about.startswith("figures"):
        return of_figures(story, rule, actor)
    if rule.about.startswith("mdt"):
        return mdt_refusal(story, rule.verb, ids, actor)
    return on_duty(story, rule, actor, who)


def of_figures(story: Consulting, rule: Rule, actor: Actor) -> int | None:
    """Some hospital's figures, or a case of Gangcha sent to Liaocheng that stands behind one."""
    now, orgs = system_clock(), story.served.orgs
    if rule.about == "figures":
        return None if figure_orgs(actor, dict.fromkeys(orgs.values()), now) else REFUSED
    sides = [AreaSubject(org_id=orgs[name]) for name in ("gangcha", "liaocheng")]
    if not any(decide(actor, Verb.READ_FIGURES, side, now).allowed for side in sides):
        return NOT_THERE
    asked = [decide(actor, Verb.UNMASK_CASE, side, now) for side in sides]
    return None if any(each.allowed for each in asked) else REFUSED


BY_PARTNERS = ("partner", "partner protocol")


# Whose requests are on a reading list: tests/unit/storage/views/test_reading.py.
FOR_ALL = ("login", "reading list")


PLACES = {"member", "nothing", "fhir AuditEvent", *(f"fhir {kind}" for kind in DIRECTORY)}


def in_directory(story: Consulting, rule: Rule, ids: Ids, who: str) -> int | None:
    """Who has a role knows the places; people, who work together or have a case together."""
    actor = actor_of(story, who)
    if rule.about == "member":
        at_home = story.served.orgs["gangcha"] in {role.org_id for role in actor.roles}
        return None if at_home or who == "admin" else REFUSED
    if rule.verb is Verb.READ_AUDIT:
        subject = story.look(lambda store: case_subject(store, rule, ids, actor.person_id))
        overseen = decide(actor, Verb.READ_AUDIT, subject, system_clock()).allowed
        return None if overseen or who == "county.doctor" else NOT_THERE
    stranger = who in ("county2.doctor", "supervisor") and rule.about != "fhir Organization"
    return NOT_THERE if stranger or rule.about == "nothing" else None


def expected(story: Consulting, rule: Rule, ids: Ids, who: str) -> int | None:
    """The status of a refusal, None where the policy lets it through."""
    if rule.about in ("public", "ward link"):
        return None
    if rule.about == "this machine":
        return NOT_THERE  # to people, whoever they are
    if who == "nobody" or rule.about == "gateway":
        return LOGIN_NEEDED
    if rule.about in (*FOR_ALL, "own token", "own session", "own upload", "own draft"):
        return None if who == "county.doctor" or rule.about in FOR_ALL else NOT_THERE
    actor, now = actor_of(story, who), system_clock()
    if rule.about in PLACES:
        return in_directory(story, rule, ids, who)
    if rule.about.startswith(("duty", "clinician", "mdt", "figures")):
        return apart(story, rule, ids, actor, who)
    assert rule.verb is not None
    if rule.about in OF_A_CASE:
        subject: Subject = story.look(lambda store: case_subject(store, rule, ids, actor.person_id))
        if not decide(actor, Verb.READ_CASE, subject, now).allowed:
            return NOT_THERE
    elif rule.about == "call":  # who may read may speak up; whether anybody rings is another matter
        subject = story.look(lambda store: case_subject(store, rule, ids, actor.person_id))
        return None if decide(actor, Verb.READ_CASE, subject, now).allowed else NOT_THERE
    else:
        subject = place_subject(story, rule)
    refused = NOT_THERE if rule.about in BY_PARTNERS else REFUSED
    return None if decide(actor, rule.verb, subject, now).allowed else refused
