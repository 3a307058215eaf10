"""What a hospital recorded lately and no case has: a case may start from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from consult.access.policy import Actor, OrgSubject, decide
from consult.access.verbs import Verb
from consult.actions.studies.dicom import seen_patient
from consult.cases.patients.national_id import read_number
from consult.errors import Denied, NotFound
from consult.ids import uuid7
from consult.studies.material import Ecg, ItemKind, Study
from storage.database.tables.studies import case_material, ecg, study
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.values import View

LATELY = timedelta(hours=2)
MOST = 50
SEX = {"M": "male", "F": "female", "O": "other"}


class Startable(View, frozen=True):
    """`at` is the recorder's time, else that of receiving; the person is as the recorder has it."""

    kind: str
    id: str
    at: datetime
    received_at: datetime
    label: str
    device: str
    modality: str
    name: str
    sex: str | None
    birth_date: date | None
    age: int | None
    national_id: str
    mrn: str
    statement: str


def startable(
    store: SqlStore, actor: Actor, org_id: str, now: datetime, also: str = ""
) -> Shown[tuple[Startable, ...]]:
    """Newest first, and `also` that of this id, however old; raises NotFound or Denied."""
    if store.organizations.find(id=org_id) is None:
        raise NotFound("hospital")
    decision = decide(actor, Verb.UPLOAD, OrgSubject(org_id), now)
    if decision.reason is not None:
        raise Denied(decision.reason, verb=Verb.UPLOAD)
    rows = sorted(_rows(store, org_id, now, also), key=lambda row: row.received_at, reverse=True)[
        :MOST
    ]
    return Shown(
        tuple(rows),
        action="list_recordings",
        subject=f"list:recordings:{org_id}",
        for_org=decision.for_org,
        count=len(rows),
    )


def _rows(store: SqlStore, org_id: str, now: datetime, also: str) -> Iterator[Startable]:
    today = now.date()
    for recording in store.ecgs.list(id=_free(store, ecg, ItemKind.ECG, org_id, now, also)):
        yield _of_ecg(recording, today)
    for images in store.studies.list(id=_free(store, study, ItemKind.STUDY, org_id, now, also)):
        modalities = {row.modality for row in store.series.list(study_id=images.id)}
        if modalities != {"ECG"}:  # that is listed as a recording
            yield _of_study(images, "/".join(sorted(modalities)), today)


def _free(
    store: SqlStore, table: sa.Table, kind: ItemKind, org_id: str, now: datetime, also: str
) -> list[str]:
    """Ids begin with their time: the last hours are one range of the index."""
    on_a_case = sa.exists(
        sa.select(case_material.c.id).where(
            case_material.c.kind == kind.value,
            case_material.c.item_id == table.c.id,
            case_material.c.removed_at.is_(None),
        )
    )
    query = (
        sa.select(table.c.id)
        .where(
            table.c.org_id == org_id,
            sa.or_(table.c.id > uuid7(now - LATELY, bytes(10)), table.c.id == also),
            sa.not_(on_a_case),
        )
        .order_by(table.c.id.desc())
        .limit(MOST)
    )
    return list(store.conn.execute(query).scalars())


def _of_ecg(recording: Ecg, today: date) -> Startable:
    seen = recording.seen_patient or {}
    person = {key: str(seen.get(key) or "") for key in ("name", "patient_id", "sex", "birth_date")}
    return _made(
        ItemKind.ECG,
        recording.id,
        recording.acquired_at or recording.created_at,
        recording.created_at,
        person,
        today,
        label=recording.file_name,
        device=recording.device,
        modality="ECG",
        statement=" ".join(recording.machine_statements)[:200],
    )


def _of_study(images: Study, modality: str, today: date) -> Startable:
    seen = seen_patient(images)
    person = {
        "name": seen.name,
        "patient_id": seen.patient_id,
        "sex": seen.sex,
        "birth_date": seen.birth_date,
    }
    label = str(images.attributes.get("description") or "")
    return _made(
        ItemKind.STUDY,
        images.id,
        images.created_at,
        images.created_at,
        person,
        today,
        label=label,
        modality=modality,
    )


def _made(
    kind: ItemKind,
    id_: str,
    at: datetime,
    received_at: datetime,
    person: dict[str, str],
    today: date,
    *,
    label: str,
    modality: str,
    device: str = "",
    statement: str = "",
) -> Startable:
    number = person["patient_id"].strip()
    told = read_number(number, today)
    born = _date(person["birth_date"]) or (told.birth_date if told else None)
    return Startable(
        kind=kind,
        id=id_,
        at=at,
        received_at=received_at,
        label=label,
        device=device,
        modality=modality,
        name=spoken_name(person["name"]),
        sex=SEX.get(person["sex"][:1].upper()) or (told.sex if told else None),
        birth_date=born,
        age=_age(born, told.birth_year if told else None, today),
        national_id=number if told else "",
        mrn="" if told else number,
        statement=statement,
    )


def _age(born: date | None, year: int | None, today: date) -> int | None:
    if born is not None:
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return None if year is None else today.year - year


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def spoken_name(name: str) -> str:
    """DICOM's "Wang^Fang=王^芳" as it is said: the ideographic part where there is one."""
    parts = [part for part in name.split("=") if part.strip("^ ")]
    best = next((part for part in parts if not part.isascii()), parts[0] if parts else "")
    words = best.replace("^", " ").split()
    chinese = words and all("\u4e00" <= ch <= "\u9fff" for word in words for ch in word)
    return "".join(words) if chinese else " ".join(words)
