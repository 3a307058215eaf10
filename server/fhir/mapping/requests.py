"""ServiceRequest, its tasks and its appointments; states come from the table of the kind."""

from __future__ import annotations

from consult.cases.appointment import AppointmentState
from consult.cases.request import Assignment, AssignmentState, Urgency
from consult.cases.workflow.workflows import workflow
from server.fhir.mapping import forms
from server.fhir.mapping.values import (
    OWN,
    Json,
    Naming,
    business_status,
    case_number,
    concept,
    instant,
    own_concept,
    reference,
    security,
)
from storage.repositories.fhir.requests import (
    AppointmentPapers,
    RequestPapers,
    TaskPapers,
    accepted,
    part_status,
)

PRIORITIES = {Urgency.EMERGENCY: "stat", Urgency.URGENT: "urgent", Urgency.ROUTINE: "routine"}


def service_request(papers: RequestPapers, naming: Naming) -> Json:
    """With the county's form contained: diagnoses, measures, and every field as it was written."""
    row, case, form = papers.request, papers.case, papers.form
    diagnoses, measures = forms.diagnoses(case, form), forms.measures(case, form)
    contained = [*diagnoses, *measures, forms.answers(case, form)]
    holder = accepted(papers)
    return {
        "resourceType": "ServiceRequest",
        "id": row.id,
        "meta": {"lastUpdated": instant(papers.moved_at), "tag": security(case)},
        "contained": contained,
        "identifier": [{"system": naming.system("request"), "value": row.id}],
        "basedOn": [reference("ServiceRequest", row.based_on_id)],
        "replaces": [reference("ServiceRequest", row.replaces_id)],
        "requisition": case_number(case, naming),
        "status": workflow(row.kind).fhir_status[row.state],
        "intent": "order",
        "category": [own_concept("request-kind", row.kind.value)],
        "priority": PRIORITIES[row.urgency],
        "code": own_concept("request-kind", row.kind.value),
        "subject": reference("Patient", case.patient_id),
        "authoredOn": instant(row.submitted_at or row.created_at),
        "requester": reference("Practitioner", row.created_by),
        "performerType": own_concept("specialty", row.specialty),
        "performer": [
            reference("Organization", row.to_org),
            reference("Practitioner", holder.person_id) if holder else None,
        ],
        "reasonCode": forms.complaint(form),
        "reasonReference": [{"reference": f"#{each['id']}"} for each in diagnoses],
        "supportingInfo": [{"reference": f"#{each['id']}"} for each in contained[len(diagnoses) :]],
        "note": [
            {"time": instant(each.asked_at or row.submitted_at), "text": f"{each.no}. {each.text}"}
            for each in papers.questions
        ],
    }


def task(papers: TaskPapers, naming: Naming) -> Json:
    if papers.assignment is not None:
        return _part(papers.papers, papers.assignment, naming)
    return _coordination(papers.papers, naming)


def _coordination(papers: RequestPapers, naming: Naming) -> Json:
    """The task of the whole request: with whoever is asked, with the county while it is a draft."""
    row, flow = papers.request, workflow(papers.request.kind)
    status, business = flow.fhir_task[row.state]
    why = papers.transitions[-1].reason if papers.transitions else ""
    taken = next((each.accepted_at for each in papers.assignments if each.accepted_at), None)
    ended = flow.fhir_status[row.state] in ("completed", "revoked")
    return _common(papers, naming) | {
        "id": row.id,
        "meta": {"lastUpdated": instant(papers.moved_at), "tag": security(papers.case)},
        "status": status,
        "statusReason": concept("", "", words=why),
        "businessStatus": business_status(business, row.state, row.kind),
        "authoredOn": instant(row.created_at),
        "lastModified": instant(papers.moved_at),
        "executionPeriod": {
            "start": instant(taken),
            "end": instant(papers.moved_at) if ended and taken else None,
        },
        "requester": reference("Practitioner", row.created_by),
        "owner": reference("Organization", row.from_org if status == "draft" else row.to_org),
        "restriction": {"period": {"end": instant(row.due_at)}},
        "output": _outputs(papers),
    }


def _outputs(papers: RequestPapers) -> list[Json]:
    """The report, and what the county made of it."""
    found: list[Json] = []
    if papers.opinions:
        found.append(
            {
                "type": own_concept("task-output", "report"),
                "valueReference": reference("DiagnosticReport", papers.request.id),
            }
        )
    for opinion in papers.opinions[-1:]:
        found += [
            {
                "type": own_concept("task-output", "adoption"),
                "valueCodeableConcept": own_concept("adoption", each.value.value, each.reason),
            }
            for each in papers.adoptions.get(opinion.id, ())
        ]
    return found


def _part(papers: RequestPapers, row: Assignment, naming: Naming) -> Json:
    """What one person was asked for."""
    changed = row.accepted_at or row.offered_at
    return _common(papers, naming) | {
        "id": row.id,
        "meta": {"lastUpdated": instant(changed), "tag": security(papers.case)},
        "partOf": [reference("Task", papers.request.id)],
        "status": part_status(papers, row),
        "statusReason": concept("", "", words=row.reason),
        "businessStatus": {"coding": [{"system": f"{OWN}:assignment", "code": row.state.value}]},
        "authoredOn": instant(row.offered_at),
        "lastModified": instant(changed),
        "requester": reference("Practitioner", row.offered_by),
        "performerType": [own_concept("part", row.part.value)],
        "owner": reference("Practitioner", row.person_id),
        "restriction": {"period": {"end": instant(row.answer_by)}},
    }


def _common(papers: RequestPapers, naming: Naming) -> Json:
    row = papers.request
    return {
        "resourceType": "Task",
        "basedOn": [reference("ServiceRequest", row.id)],
        "groupIdentifier": case_number(papers.case, naming),
        "intent": "order",
        "priority": PRIORITIES[row.urgency],
        "code": own_concept("request-kind", row.kind.value),
        "focus": reference("ServiceRequest", row.id),
        "for": reference("Patient", papers.case.patient_id),
    }


_PRESENCE = {
    AppointmentState.BOOKED: "accepted",
    AppointmentState.FULFILLED: "accepted",
    AppointmentState.NOSHOW: "accepted",
    AppointmentState.CANCELLED: "declined",
}


def appointment(papers: AppointmentPapers, naming: Naming) -> Json:
    row, of = papers.appointment, papers.papers
    there = {each.person_id for each in of.assignments if each.state is AssignmentState.ACCEPTED}
    people = dict.fromkeys((of.request.created_by, row.made_by, *sorted(there)))
    minutes = int((row.ends_at - row.starts_at).total_seconds()) // 60
    return {
        "resourceType": "Appointment",
        "id": row.id,
        "meta": {"lastUpdated": instant(row.changed_at), "tag": security(of.case)},
        "identifier": [{"system": naming.system("appointment"), "value": row.id}],
        "status": row.state.value,
        "serviceType": [own_concept("request-kind", of.request.kind.value)],
        "specialty": [own_concept("specialty", of.request.specialty)],
        "start": instant(row.starts_at),
        "end": instant(row.ends_at),
        "minutesDuration": minutes if minutes > 0 else None,
        "created": instant(row.made_at),
        "comment": row.link,
        "basedOn": [reference("ServiceRequest", of.request.id)],
        "participant": [
            {
                "actor": reference("Patient", of.case.patient_id),
                "required": "information-only",
                "status": "needs-action",
            },
            *(
                {
                    "actor": reference("Practitioner", person),
                    "required": "required",
                    "status": _PRESENCE[row.state],
                }
                for person in people
            ),
        ],
    }
