"""What a ward sees behind its link: a need, or its own figures. Nobody's name."""

from __future__ import annotations

from datetime import datetime

from consult.errors import NotFound
from consult.referrals.wards import Purpose, WardLink
from storage.repositories.store import SqlStore
from storage.repositories.views.referrals.rows import diagnosis_class
from storage.repositories.views.values import View


class WardNeed(View, frozen=True):
    """Enough to say yes or no by: age, sex, kind of illness, what is needed."""

    age: int | None
    sex: str
    urgency: str
    specialty: str
    diagnosis_class: str
    need: str
    equipment: tuple[str, ...]


class WardFigures(View, frozen=True):
    free_beds: int
    free_icu: int | None
    free_isolation: int | None
    next_clinic_at: datetime | None
    note: str
    updated_at: datetime


class WardPage(View, frozen=True):
    """`question` or `beds` by `purpose`; `beds` null: nothing was said yet."""

    purpose: str
    hospital: str
    department: str
    expires_at: datetime
    question: WardNeed | None
    beds: WardFigures | None


def ward_page(store: SqlStore, token_sha256: str, now: datetime) -> WardPage:
    """Raises NotFound for a link that is wrong, used or ended."""
    link = store.ward_links.find(token_sha256=token_sha256)
    if link is None or not link.open(now):
        raise NotFound("ward_link")
    question = link.purpose is Purpose.QUESTION
    return WardPage(
        purpose=link.purpose,
        hospital=store.organizations.get(link.org_id).name,
        department=store.departments.get(link.department_id).name,
        expires_at=link.expires_at,
        question=_need(store, link, now) if question else None,
        beds=None if question else _figures(store, link),
    )


def _need(store: SqlStore, link: WardLink, now: datetime) -> WardNeed:
    request = store.requests.get(link.request_id)
    case = store.cases.get(request.case_id)
    patient = store.patients.get(case.patient_id)
    return WardNeed(
        age=patient.age(now.date()),
        sex=patient.sex,
        urgency=request.urgency,
        specialty=request.specialty,
        diagnosis_class=diagnosis_class(store.forms.list(case_id=case.id)[-1]),
        need=link.need,
        equipment=link.equipment,
    )


def _figures(store: SqlStore, link: WardLink) -> WardFigures | None:
    row = store.beds.find(department_id=link.department_id)
    if row is None:
        return None
    return WardFigures(
        free_beds=row.free_beds,
        free_icu=row.free_icu,
        free_isolation=row.free_isolation,
        next_clinic_at=row.next_clinic_at,
        note=row.note,
        updated_at=row.updated_at,
    )
