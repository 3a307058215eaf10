"""FHIR: what a case shows, and the directory a role opens."""

from __future__ import annotations

from consult.access.verbs import Verb
from consult.actions.rooms.discussion.say import say
from consult.rooms.room import Post, Posted
from server.fhir.declaration import RESOURCES
from tests.integration.api.who_may_what.consultation import MEETING_AT, instance
from tests.integration.api.who_may_what.rule import LOGIN, PUBLIC, Ids, Rows, Rule, Target, actor_of
from tests.stories.consulting import Consulting

DIRECTORY = ("Organization", "Practitioner", "PractitionerRole")
SHOWN = [kind.name for kind in RESOURCES if kind.name not in (*DIRECTORY, "AuditEvent")]


ROWS: Rows = {
    # What is listed is looked at in tests/unit/server/fhir
    ("GET", "/fhir/R4/metadata"): PUBLIC,
    ("GET", "/fhir/R4/{path:path}"): Rule("nothing"),
    **{("GET", f"/fhir/R4/{kind.name}"): LOGIN for kind in RESOURCES},
    **{("GET", f"/fhir/R4/{kind}/{{id}}"): Rule(f"fhir {kind}", Verb.READ_CASE) for kind in SHOWN},
    **{("GET", f"/fhir/R4/{kind}/{{id}}"): Rule(f"fhir {kind}") for kind in DIRECTORY},
    ("GET", "/fhir/R4/AuditEvent/{id}"): Rule("fhir AuditEvent", Verb.READ_AUDIT),
}


ONE_OF_EACH: dict[int, Ids] = {}


def in_fhir(story: Consulting, kind: str) -> Ids:
    """A case that shows one of each, made once, and the id under which `kind` is read."""
    ids = ONE_OF_EACH.get(id(story)) or ONE_OF_EACH.setdefault(id(story), one_of_each(story))
    return ids | {"id": ids.get(kind, ids["request"])}


def one_of_each(story: Consulting) -> Ids:
    ids = instance(story)
    rid, doctor = ids["request"], actor_of(story, "county.doctor")
    urgent = Post(
        room_id=ids["room"],
        author_id=doctor.person_id,
        cmid=rid,
        body={"text": "!", "urgent": True},
    )
    said: Posted = story.call(story.services.uow.run, say, urgent, actor=doctor)
    story.step("cardiologist", rid, "take")
    story.step("coordinator", rid, "schedule", MEETING_AT)
    assert story.sign(rid, story.write(rid)).status_code == 200
    opened = story.case("county.doctor", ids["case"])
    [meeting] = story.look(lambda store: store.appointments.list(request_id=rid))
    [image] = opened["materials"]
    seen = story.look(lambda store: store.audit.list(case_id=ids["case"], actor=doctor.person_id))
    return ids | {
        "Patient": opened["patient"]["id"],
        "Appointment": meeting.id,
        "Communication": f"{ids['room']}-{said.seq}",
        "Consent": ids["case"],
        "ImagingStudy": image["item_id"],
        "DocumentReference": ids["room"],
        "AuditEvent": seen[-1].id,
        "Organization": story.served.orgs["gangcha"],
        "Practitioner": doctor.person_id,
        "PractitionerRole": doctor.roles[0].id,
    }


TARGETS: dict[str, Target] = {
    "nothing": lambda story, state: {},
    **{
        f"fhir {kind.name}": lambda story, state, name=kind.name: in_fhir(story, name)  # type: ignore[misc]
        for kind in RESOURCES
    },
}
