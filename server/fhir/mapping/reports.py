"""DiagnosticReport: a signed opinion with an observation for each answer."""

from __future__ import annotations

import base64
import hashlib

from consult.reports.opinion import SECTIONS, Answer, Opinion
from server.fhir.mapping.values import (
    HL7,
    LOINC,
    Json,
    Naming,
    case_number,
    concept,
    extension,
    instant,
    own_concept,
    reference,
    security,
    text,
)
from storage.repositories.fhir.requests import RequestPapers, report_status


def newest_report(papers: RequestPapers, naming: Naming) -> Json:
    return report(papers, papers.opinions[-1], naming)


def report(papers: RequestPapers, row: Opinion, naming: Naming) -> Json:
    """One version; all versions of a request have its id."""
    answers = papers.answers.get(row.id, [])
    observed = [_answered(papers, row, answer) for answer in answers]
    signer = row.signer or {}
    return {
        "resourceType": "DiagnosticReport",
        "id": papers.request.id,
        "meta": {"lastUpdated": instant(row.signed_at), "tag": security(papers.case)},
        "contained": observed,
        "extension": [extension("content-sha256", valueString=row.content_sha256)],
        "identifier": [
            {"system": naming.system("opinion"), "value": row.id},
            case_number(papers.case, naming),
        ],
        "basedOn": [reference("ServiceRequest", papers.request.id)],
        "status": report_status(row),
        "category": [own_concept("specialty", papers.request.specialty)],
        "code": concept(LOINC, "11488-4", "Consult note"),
        "subject": reference("Patient", papers.case.patient_id),
        "effectiveDateTime": instant(row.signed_at),
        "issued": instant(row.signed_at),
        "performer": [reference("Organization", papers.request.to_org)],
        "resultsInterpreter": [
            reference("Practitioner", row.author_id, text(str(signer.get("name") or "")))
        ],
        "result": [{"reference": f"#{each['id']}"} for each in observed],
        "conclusion": str(row.content.get("impression") or ""),
        "presentedForm": [_paper(papers, row, answers)],
    }


def _answered(papers: RequestPapers, row: Opinion, answer: Answer) -> Json:
    asked = {each.no: each.text for each in papers.questions}
    reason = {
        "coding": [{"system": f"{HL7}/data-absent-reason", "code": "unknown"}],
        "text": answer.reason,
    }
    question = text(asked.get(answer.question_no, "")) or str(answer.question_no)
    return {
        "resourceType": "Observation",
        "id": f"answer-{answer.question_no}",
        "status": report_status(row),
        "code": {"text": question},
        "subject": reference("Patient", papers.case.patient_id),
        "effectiveDateTime": instant(row.signed_at),
        "performer": [reference("Practitioner", row.author_id)],
        "valueString": None if answer.cannot else answer.text,
        "dataAbsentReason": reason if answer.cannot else None,
    }


def _paper(papers: RequestPapers, row: Opinion, answers: list[Answer]) -> Json:
    """Everything that was signed, as text."""
    asked = {each.no: each.text for each in papers.questions}
    lines = [
        f"{a.question_no}. {asked.get(a.question_no, '')}\n{a.reason if a.cannot else a.text}"
        for a in answers
    ]
    lines += [f"{name}: {row.content[name]}" for name in SECTIONS if row.content.get(name)]
    if row.correction_reason:
        lines.append(f"correction: {row.correction_reason}")
    return attached("text/plain; charset=utf-8", "\n\n".join(lines) or "-", row.id)


def attached(media_type: str, words: str, title: str) -> Json:
    """Text inside the resource; `hash` is SHA-1, as FHIR has it."""
    data = words.encode("utf-8", "replace")
    return {
        "contentType": media_type,
        "data": base64.b64encode(data).decode("ascii"),
        "size": len(data),
        "hash": base64.b64encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode(),
        "title": title,
    }
