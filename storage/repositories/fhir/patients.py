"""Patients of the cases an actor may read, and their consents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from consult.cases.case import Case, CaseForm, CaseParty
from consult.cases.patients.patient import Patient, PatientIdentifier
from storage.database.tables.cases import case, case_form, patient, patient_identifier
from storage.repositories.fhir.source import Condition, Field, Matching, Reader, Source
from storage.repositories.views.batch import grouped, newest_forms
from storage.repositories.visible import visible


@dataclass(frozen=True, slots=True)
class PatientPapers:
    patient: Patient
    identifiers: Sequence[PatientIdentifier]


def patients(reader: Reader) -> Source:
    actor, now = reader.actor, reader.now
    of_case = sa.select(case.c.id).where(
        case.c.patient_id == patient.c.id, visible(case.c.id, actor, now)
    )

    def numbered(values: Sequence[str]) -> Condition:
        owners = sa.select(patient_identifier.c.patient_id)
        return patient.c.id.in_(owners.where(patient_identifier.c.value.in_(values)))

    return Source(
        rows=patient,
        key=(patient.c.id,),
        seen=(sa.exists(of_case),),
        columns={
            "identifier": Field(patient.c.id, via=numbered),
            "name": Field(patient.c.search_name, Matching.TEXT),
            "gender": Field(patient.c.sex),
            "birthdate": Field(patient.c.birth_date, Matching.DAY),
        },
    )


def load_patients(reader: Reader, ids: Sequence[str]) -> dict[str, PatientPapers]:
    store = reader.store
    numbers = grouped(store.identifiers.list(patient_id=list(ids)), lambda row: row.patient_id)
    return {
        row.id: PatientPapers(row, numbers[row.id]) for row in store.patients.list(id=list(ids))
    }


@dataclass(frozen=True, slots=True)
class ConsentPapers:
    """`parties` are all hospitals of the case."""

    case: Case
    form: CaseForm
    parties: Sequence[CaseParty]


def consents(reader: Reader) -> Source:
    """One for each case whose newest form says something of consent, by the case's id."""
    actor, now = reader.actor, reader.now
    later = case_form.alias()
    newest = (
        sa.select(sa.func.max(later.c.version))
        .where(later.c.case_id == case_form.c.case_id)
        .scalar_subquery()
    )
    given = case_form.c.data["consent"]["given"].as_boolean()
    return Source(
        rows=case_form.join(case, case.c.id == case_form.c.case_id),
        key=(case.c.id,),
        seen=(visible(case.c.id, actor, now), case_form.c.version == newest, given.is_not(None)),
        columns={
            "patient": Field(case.c.patient_id),
            "status": Field(sa.case((given, "active"), else_="inactive")),
            "date": Field(case_form.c.at, Matching.INSTANT),
            "_lastUpdated": Field(case_form.c.at, Matching.INSTANT),
        },
    )


def load_consents(reader: Reader, ids: Sequence[str]) -> dict[str, ConsentPapers]:
    store = reader.store
    forms = newest_forms(store, ids)
    parties = grouped(store.parties.list(case_id=list(ids)), lambda row: row.case_id)
    return {
        row.id: ConsentPapers(row, forms[row.id], parties[row.id])
        for row in store.cases.list(id=list(ids))
    }
