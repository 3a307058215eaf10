"""Who is meant by @: people of the room, and roles as they are held at the moment of sending."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from consult.access.policy import COUNTY
from consult.actions.duty.book import on_call_at
from consult.actions.rooms.membership import admit
from consult.actions.work import Work
from consult.cases.case import Side
from consult.cases.request import Part
from consult.cases.workflow.workflows import workflow
from consult.errors import Invalid
from consult.network.roles import Role
from consult.rooms.room import Room, RoomMember, SystemNote

# `duty`: whoever the roster has on the first manned line of the asked specialty; the others are
# those of the room's people who hold the role.
DUTY = "duty"
ROLES: Mapping[str, frozenset[Role]] = {
    "county": COUNTY,
    "coordinator": frozenset({Role.COORDINATOR}),
    "experts": frozenset({Role.EXPERT, Role.REVIEWER}),
}


def resolve(work: Work, room: Room, mentions: Iterable[object]) -> list[dict[str, object]]:
    """Each mention with the `people` it means now: what is stored never changes with a roster."""
    members = [m for m in work.store.members.list(room_id=room.id) if m.active(work.now)]
    return [_resolved(work, room, members, each) for each in mentions if isinstance(each, dict)]


def _resolved(
    work: Work, room: Room, members: list[RoomMember], mention: dict[str, object]
) -> dict[str, object]:
    person = mention.get("person")
    if person is not None:
        if all(member.person_id != person for member in members):
            raise Invalid("room.not_in_room", field="mentions")
        return {"person": person, "people": [person]}
    role = str(mention["role"])
    people = _on_duty(work, room, members) if role == DUTY else _part(work, room, members, role)
    if not people:
        raise Invalid("room.nobody_has_role", field="mentions", role=role)
    return {"role": role, "people": sorted(people)}


def _part(work: Work, room: Room, members: list[RoomMember], role: str) -> set[str]:
    if role not in ROLES:
        raise Invalid("room.unknown_role", field="mentions", role=role[:40])
    if role == "experts":
        return {m.person_id for m in members if m.part in {Part.EXPERT, Part.REVIEWER}}
    side = Side.REQUESTER if role == "county" else Side.PROVIDER
    orgs = {
        party.org_id
        for party in work.store.parties.list(case_id=room.case_id)
        if party.side is side and party.active(work.now)
    }
    found = {
        held.person_id
        for held in work.store.roles.list(person_id=[member.person_id for member in members])
        if held.org_id in orgs and held.role in ROLES[role] and held.active(work.now)
    }
    return found - {work.actor.person_id}


def _on_duty(work: Work, room: Room, members: list[RoomMember]) -> set[str]:
    """Resolved by the roster of this moment; who is not in the room yet is brought in."""
    inside = {member.person_id for member in members}
    found: set[str] = set()
    for request in work.store.requests.list(room_id=room.id):
        if not request.to_org or workflow(request.kind).final(request.state):
            continue
        lines = on_call_at(work.store, request.to_org, request.specialty, work.now).lines
        first = next((line for line in lines if line.people), None)
        for contact in first.people if first else ():
            if contact.person_id not in inside:
                _bring_in(work, room, contact.person_id, request.to_org)
                inside.add(contact.person_id)
            found.add(contact.person_id)
    return found - {work.actor.person_id}


def _bring_in(work: Work, room: Room, person_id: str, org_id: str) -> None:
    admit(work, room.id, person_id, org_id, Part.MEMBER)
    note = SystemNote("called_in", {"by": work.actor.person_id, "person": person_id})
    work.note_in_room(room.id, note)
    work.tell(f"case:{room.case_id}", f"person:{person_id}")
