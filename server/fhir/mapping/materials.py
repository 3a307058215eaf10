"""ImagingStudy and DocumentReference: what lies on the table of a case, with its hashes."""

from __future__ import annotations

import json
from typing import Any

from consult.cases.case import Case
from consult.rooms.protocol.replies import msg
from consult.rooms.room import EventKind, RoomEvent
from consult.rooms.thread import fold
from consult.studies.material import Attachment, CaseMaterial, Ecg, Instance, Series
from server.fhir.mapping.reports import attached
from server.fhir.mapping.values import (
    DICOM,
    LOINC,
    OWN,
    Json,
    Naming,
    case_number,
    coding,
    concept,
    extension,
    instant,
    own_concept,
    partial_date,
    reference,
    security,
)
from storage.repositories.fhir.materials import FilePapers, StudyPapers, TalkPapers

NDJSON, PLAIN = "application/x-ndjson", "text/plain; charset=utf-8"
WADO = "http://terminology.hl7.org/CodeSystem/endpoint-connection-type"


def imaging_study(papers: StudyPapers, naming: Naming) -> Json:
    """`status` is available: a study comes onto a case when its first image is stored."""
    row, facts = papers.study, papers.study.attributes
    counts = {each.id: len(papers.instances.get(each.id, ())) for each in papers.series}
    modalities = sorted({_modality(each) for each in papers.series})
    return {
        "resourceType": "ImagingStudy",
        "id": row.id,
        "meta": _meta(papers.material, papers.case),
        "contained": [_endpoint(naming.url(f"/dicom-web/at/{row.org_id}"))],
        "identifier": [
            {"system": "urn:dicom:uid", "value": f"urn:oid:{row.study_uid}"},
            _accession(str(facts.get("accession") or ""), row.org_id, naming),
            case_number(papers.case, naming),
        ],
        "status": "available",
        "modality": [coding(DICOM, each) for each in modalities],
        "subject": reference("Patient", papers.case.patient_id),
        "started": partial_date(str(facts.get("date") or "")),
        "endpoint": [{"reference": "#dicomweb"}],
        "numberOfSeries": len(papers.series),
        "numberOfInstances": sum(counts.values()),
        "description": str(facts.get("description") or ""),
        "series": [_series(each, papers, counts[each.id]) for each in papers.series],
    }


def _accession(number: str, org_id: str, naming: Naming) -> Json | None:
    return {"system": naming.system(org_id, "accession"), "value": number} if number else None


def _endpoint(address: str) -> Json:
    return {
        "resourceType": "Endpoint",
        "id": "dicomweb",
        "status": "active",
        "connectionType": coding(WADO, "dicom-wado-rs"),
        "payloadType": [{"text": "DICOM WADO-RS"}],
        "payloadMimeType": ["application/dicom"],
        "address": address,
    }


def _modality(row: Series) -> str:
    return row.modality or "OT"


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and 0 <= value < 2**31 else None


def _series(row: Series, papers: StudyPapers, count: int) -> Json:
    listed = papers.instances.get(row.id, ()) if papers.whole else ()
    return {
        "uid": row.series_uid,
        "number": _number(row.attributes.get("number")),
        "modality": coding(DICOM, _modality(row)),
        "description": str(row.attributes.get("description") or ""),
        "numberOfInstances": count,
        "instance": [_instance(each) for each in listed],
    }


def _instance(row: Instance) -> Json:
    return {
        "extension": [extension("sha256", valueString=row.object_sha256)],
        "uid": row.sop_uid,
        "sopClass": coding("urn:ietf:rfc:3986", f"urn:oid:{row.sop_class}"),
        "number": _number(row.attributes.get("number")),
    }


def document_reference(papers: FilePapers | TalkPapers, naming: Naming) -> Json:
    return _talk(papers, naming) if isinstance(papers, TalkPapers) else _file(papers, naming)


def _file(papers: FilePapers, naming: Naming) -> Json:
    item, material = papers.item, papers.material
    recorded = instant(item.acquired_at) if isinstance(item, Ecg) else None
    return {
        "resourceType": "DocumentReference",
        "id": item.id,
        "meta": _meta(material, papers.case),
        "masterIdentifier": {"system": f"{OWN}:sha256", "value": item.object_sha256},
        "identifier": [case_number(papers.case, naming)],
        "status": "current",
        "type": concept(LOINC, "11524-6", "EKG study") if isinstance(item, Ecg) else None,
        "category": [own_concept("material", material.kind.value)],
        "subject": reference("Patient", papers.case.patient_id),
        "date": instant(material.added_at),
        "author": [reference("Practitioner", material.added_by)],
        "custodian": reference("Organization", item.org_id),
        "description": material.label,
        "content": [
            {
                "attachment": {
                    "contentType": _media_type(item),
                    "url": naming.url(_address(item)),
                    "size": papers.size if papers.size < 2**31 else None,
                    "title": item.file_name,
                    "creation": recorded,
                }
            }
        ],
        "context": {"period": {"start": recorded}},
    }


def _media_type(item: Ecg | Attachment) -> str:
    return "application/octet-stream" if isinstance(item, Ecg) else item.media_type


def _address(item: Ecg | Attachment) -> str:
    kind = "ecgs" if isinstance(item, Ecg) else "attachments"
    return f"/api/v1/{kind}/{item.id}/original"


def _meta(material: CaseMaterial, case: Case) -> Json:
    """`identity`: whether the file names the patient of the case; a mismatch must be seen."""
    tag = coding(f"{OWN}:identity", material.identity.value)
    return {"lastUpdated": instant(material.added_at), "tag": [tag, *security(case)]}


def _talk(papers: TalkPapers, naming: Naming) -> Json:
    """What was said, as text to read and as the log's own lines."""
    room, case = papers.room, papers.case
    return {
        "resourceType": "DocumentReference",
        "id": room.id,
        "meta": {"lastUpdated": instant(papers.at), "tag": security(case)},
        "masterIdentifier": {"system": naming.system("room-log"), "value": _head(papers)},
        "identifier": [
            case_number(case, naming),
            *({"system": f"{OWN}:room-seal-sha256", "value": seal.sha256} for seal in papers.seals),
        ],
        "status": "current",
        "type": own_concept("document", "room-transcript"),
        "category": [own_concept("material", "room")],
        "subject": reference("Patient", case.patient_id),
        "date": instant(papers.at),
        "custodian": reference("Organization", case.owner_org),
        "content": [{"attachment": each} for each in _transcripts(papers, naming)],
        "context": {"period": {"start": instant(case.created_at), "end": instant(papers.at)}},
    }


def _head(papers: TalkPapers) -> str:
    return f"{papers.room.id}.{papers.room.epoch}.{papers.room.head_seq}"


def _transcripts(papers: TalkPapers, naming: Naming) -> list[Json]:
    title = papers.case.number
    if papers.events is None:
        url = naming.url(f"/api/v1/rooms/{papers.room.id}/messages")
        return [{"contentType": "application/json", "url": url, "title": title}]
    lines = [json.dumps(msg(each), ensure_ascii=False) for each in papers.events]
    return [
        attached(PLAIN, "\n".join(_read_aloud(papers)) or "-", title),
        attached(NDJSON, "\n".join(lines) + "\n", title),
    ]


def _read_aloud(papers: TalkPapers) -> list[str]:
    events = papers.events or ()
    about: dict[Any, list[RoomEvent]] = {}
    for each in events:
        about.setdefault(each.target_seq, []).append(each)
    return [
        f"{each.seq} [{instant(each.at)}] {_speaker(papers, each)}: {words}"
        for each in events
        if (words := _words(each, about.get(each.seq, [])))
    ]


def _speaker(papers: TalkPapers, event: RoomEvent) -> str:
    person = papers.people.get(event.author_id or "")
    return person.name if person else "·"


def _words(event: RoomEvent, later: list[RoomEvent]) -> str:
    if event.kind is EventKind.SYSTEM:
        return str(event.body.get("code") or "")
    if event.target_seq is not None and event.kind is not EventKind.TEXT:
        return f"{event.kind.value} {event.target_seq}"
    told = fold(event, later)
    if told.withdrawn:
        return EventKind.WITHDRAW.value
    edits = [each for each in later if each.kind is EventKind.EDIT]
    body = (edits[-1] if edits else event).body
    return str(body.get("text") or body.get("material") or event.kind.value)
