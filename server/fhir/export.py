"""A whole case as one Bundle, for a hospital that goes elsewhere or keeps its own archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from consult.cases.case import Case
from consult.rooms.room import EventKind, RoomEvent
from consult.studies.material import ItemKind
from server.fhir.declaration import RESOURCES
from server.fhir.mapping.network import organization, practitioner, practitioner_role
from server.fhir.mapping.reports import report
from server.fhir.mapping.values import Json, Naming, case_number, instant
from server.fhir.render import entry, rendered, stamped
from storage.database.unit_of_work import Shown
from storage.repositories.fhir.network import (
    RolePapers,
    load_organizations,
    load_practitioners,
)
from storage.repositories.fhir.requests import load_requests
from storage.repositories.fhir.source import Query, Reader, find
from storage.repositories.views.opening import open_for

KINDS = {kind.name: kind for kind in RESOURCES}


def export_case(reader: Reader, case_id: str, naming: Naming) -> Shown[tuple[str, Json]]:
    """The case's number and its Bundle; raises NotFound for a case that is not for this actor."""
    case, decision = open_for(reader.store, reader.actor, case_id, reader.now)
    found = [
        each for name, ids in _contents(reader, case) for each in _all(reader, name, ids, naming)
    ]
    directory = _directory(reader, found, naming)
    bundle = {
        "resourceType": "Bundle",
        "identifier": case_number(case, naming),
        "type": "collection",
        "timestamp": instant(reader.now),
        "entry": [entry(each, naming) for each in (*found, *directory)],
    }
    return Shown(
        (case.number, bundle),
        action="fhir_export",
        subject=f"case:{case.id}",
        case_id=case.id,
        patient_id=case.patient_id,
        for_org=decision.for_org,
    )


def _contents(reader: Reader, case: Case) -> Iterator[tuple[str, list[str]]]:
    store = reader.store
    requests = [row.id for row in store.requests.list(case_id=case.id)]
    materials = store.materials.list(case_id=case.id, removed_at=None)
    rooms = [row.id for row in store.rooms.list(case_id=case.id)]
    yield "Patient", [case.patient_id]
    yield "ServiceRequest", requests
    yield "Task", [*requests, *(row.id for row in store.assignments.list(request_id=requests))]
    yield "Appointment", [row.id for row in store.appointments.list(request_id=requests)]
    yield "Consent", [case.id]
    yield "Communication", [each for room_id in rooms for each in _asking(reader, room_id)]
    yield "ImagingStudy", [row.item_id for row in materials if row.kind is ItemKind.STUDY]
    yield "DiagnosticReport", requests
    yield "DocumentReference", [*(row.item_id for row in materials), *rooms]


def _asking(reader: Reader, room_id: str) -> list[str]:
    """Messages that ask for an answer."""
    head = reader.store.rooms.get(room_id).head_seq
    log = reader.store.room_log.read(room_id, after=0, limit=head)
    return [f"{room_id}-{each.seq}" for each in log if _asks(each)]


def _asks(event: RoomEvent) -> bool:
    return event.kind is EventKind.CARD or event.body.get("urgent") is True


def _all(reader: Reader, name: str, ids: Sequence[str], naming: Naming) -> list[Json]:
    """Those of `ids` the actor may see, the oldest first; of reports every version."""
    kind = KINDS[name]
    keys = [key for id_ in dict.fromkeys(ids) if (key := kind.key_of(id_))]
    page = find(reader.store, kind.source(reader), Query(ids=keys, limit=len(keys)))
    seen = ["-".join(str(part) for part in key) for key in reversed(page.keys)]
    if name == "DiagnosticReport":
        papers = load_requests(reader, seen)
        versions = ((papers[id_], each) for id_ in seen for each in papers[id_].opinions)
        return [stamped(report(of, each, naming)) for of, each in versions]
    loaded = kind.load(reader, seen)
    return [rendered(kind, loaded[id_], naming) for id_ in seen]


def _directory(reader: Reader, found: Sequence[Json], naming: Naming) -> list[Json]:
    """The people and places these name, so that the Bundle stands alone."""
    people = load_practitioners(reader, sorted(_named(found, "Practitioner/")))
    roles = reader.store.roles.list(person_id=sorted(people))
    orgs = {role.department_id for role in roles} | {role.org_id for role in roles}
    named = _named(found, "Organization/") | {each for each in orgs if each}
    places = load_organizations(reader, sorted(named))
    parents = {
        getattr(each, "org_id", None) or getattr(each, "parent_id", None)
        for each in places.values()
    }
    places |= load_organizations(reader, sorted(each for each in parents if each))
    made = [
        *(organization(row, naming) for row in places.values()),
        *(practitioner(row, naming) for row in people.values()),
        *(practitioner_role(RolePapers(role, people[role.person_id]), naming) for role in roles),
    ]
    return [stamped(each) for each in made]


def _named(value: object, beginning: str) -> set[str]:
    """Ids of all references that begin so, wherever they stand."""
    if isinstance(value, dict):
        words = value.get("reference")
        own: set[str] = set()
        if isinstance(words, str) and words.startswith(beginning):
            own = {words.removeprefix(beginning)}
        return own.union(*(_named(each, beginning) for each in value.values()))
    if isinstance(value, Iterable) and not isinstance(value, str):
        return set().union(*(_named(each, beginning) for each in value))
    return set()
