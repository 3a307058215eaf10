"""Communication: an urgent message or a request card, and who has acknowledged it."""

from __future__ import annotations

from consult.rooms.room import EventKind, RoomEvent
from server.fhir.mapping.values import (
    HL7,
    Json,
    Naming,
    concept,
    instant,
    own_concept,
    reference,
    security,
)
from storage.repositories.fhir.talk import MessagePapers, message_status


def communication(papers: MessagePapers, naming: Naming) -> Json:
    """Its words as they were edited last; of a withdrawn one none."""
    event, told = papers.told.event, papers.told
    a_card = event.kind is EventKind.CARD
    acks = [each for each in papers.later if each.kind is EventKind.ACK]
    edits = [each for each in papers.later if each.kind is EventKind.EDIT]
    words = str((edits[-1] if edits else event).body.get("text") or "")
    last = max((each.at for each in papers.later), default=event.at)
    id_ = f"{event.room_id}-{event.seq}"
    return {
        "resourceType": "Communication",
        "id": id_,
        "meta": {"lastUpdated": instant(last), "tag": security(papers.case)},
        "identifier": [{"system": naming.system("message"), "value": id_}],
        "status": message_status(told),
        "statusReason": own_concept("card", told.card.value) if a_card else None,
        "category": [
            concept(f"{HL7}/communication-category", "instruction" if a_card else "alert")
        ],
        "priority": "routine" if a_card else "stat",
        "subject": reference("Patient", papers.case.patient_id),
        "sent": instant(event.at),
        "received": instant(acks[0].at) if acks else None,
        "recipient": _recipients(papers),
        "sender": reference("Practitioner", event.author_id),
        "payload": [] if told.withdrawn or not words.strip() else [{"contentString": words}],
        "note": [_note(each) for each in papers.later if _said(each)],
    }


def _recipients(papers: MessagePapers) -> list[Json | None]:
    """Those mentioned, or whose card it is; else the other hospitals in the room."""
    event = papers.told.event
    mentions, owner = event.body.get("mentions"), event.body.get("owner")
    named: list[str] = [owner] if isinstance(owner, str) else []
    for each in mentions if isinstance(mentions, list) else []:
        if isinstance(each, dict):
            named += [str(person) for person in each.get("people") or ()]
    if named:
        return [reference("Practitioner", person) for person in dict.fromkeys(named)]
    home = {row.org_id for row in papers.members if row.person_id == event.author_id}
    others = sorted({row.org_id for row in papers.members} - home)
    return [reference("Organization", org_id) for org_id in others]


def _said(event: RoomEvent) -> str:
    """What was said with an acknowledgement or the change of a card."""
    if event.kind is EventKind.ACK:
        return str(event.body.get("read_back") or event.kind.value)
    if event.kind is EventKind.CARD_CHANGE:
        words = (str(event.body.get("state") or ""), str(event.body.get("note") or ""))
        return " · ".join(filter(None, words))
    return ""


def _note(event: RoomEvent) -> Json:
    return {
        "authorReference": reference("Practitioner", event.author_id),
        "time": instant(event.at),
        "text": _said(event),
    }
