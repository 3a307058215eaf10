"""Which bytes an actor may have: the rule for recordings, pictures and papers in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from consult.access.policy import Actor, CaseSubject, OrgSubject, decide
from consult.access.verbs import Verb
from consult.errors import NotFound
from consult.studies.material import Attachment, Ecg, ItemKind
from storage.database.tables.audit import audit_event
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.batch import grouped
from storage.repositories.views.materials.view import EcgView, ecg_view

SAME_LOOK = timedelta(minutes=10)
JPEG, PNG, BYTES = "image/jpeg", "image/png", "application/octet-stream"
ECG1 = "application/vnd.huizhen.ecg1"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Stored bytes and how to name them; `name` was written by whoever sent the file."""

    sha256: str
    size: int
    media_type: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`known` is the hash the reader has already: nothing is shown then. `further`: a part that
    is not the first, counted with the look before it."""

    known: frozenset[str] = frozenset()
    further: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The right to an item: by a case with its patient, or (both None) by the inbox."""

    case_id: str | None
    patient_id: str | None
    for_org: str | None


def open_item(
    store: SqlStore,
    actor: Actor,
    org_id: str,
    items: Sequence[tuple[ItemKind, str]],
    now: datetime,
) -> Opened | None:
    """The right to an item's bytes, or None.

    Whoever may read a case that has the item on its table; or, while no case has it, whoever
    may upload for the hospital that owns it (its inbox).
    """
    attached = [
        row
        for kind, item_id in items
        for row in store.materials.list(kind=kind, item_id=item_id, removed_at=None)
    ]
    case_ids = list(dict.fromkeys(row.case_id for row in attached))
    parties = grouped(store.parties.list(case_id=case_ids), lambda row: row.case_id)
    for case_id in case_ids:
        subject = CaseSubject(parties=tuple(parties[case_id]))
        decision = decide(actor, Verb.READ_CASE, subject, now)
        if decision.allowed:
            patient_id = store.cases.get(case_id).patient_id
            return Opened(case_id=case_id, patient_id=patient_id, for_org=decision.for_org)
    inbox = decide(actor, Verb.UPLOAD, OrgSubject(org_id), now)
    if not attached and inbox.allowed:
        return Opened(case_id=None, patient_id=None, for_org=inbox.for_org)
    return None


def ecg_meta(store: SqlStore, actor: Actor, ecg_id: str, now: datetime) -> Shown[EcgView]:
    """What is known of a recording; raises NotFound("ecg")."""
    ecg, opened = _ecg(store, actor, ecg_id, now)
    made = store.derivatives.list(source_sha256=ecg.object_sha256, state="ready")
    view = ecg_view(ecg, {(row.source_sha256, row.maker) for row in made})
    return Shown(
        view,
        action=Verb.READ_CASE,
        subject=f"ecg:{ecg.id}",
        case_id=opened.case_id,
        patient_id=opened.patient_id or ecg.patient_id,
        for_org=opened.for_org,
    )


def ecg_original(
    store: SqlStore, actor: Actor, ecg_id: str, now: datetime, look: Look
) -> Shown[File]:
    ecg, opened = _ecg(store, actor, ecg_id, now)
    file = _file(store, ecg.object_sha256, BYTES, ecg.file_name or f"{ecg.id}.ecg")
    return _shown(store, actor, opened, file, "read_original", f"ecg:{ecg.id}", now, look)


def ecg_samples(
    store: SqlStore, actor: Actor, ecg_id: str, now: datetime, look: Look
) -> Shown[File]:
    """The canonical derivative; raises NotFound when none is ready."""
    ecg, opened = _ecg(store, actor, ecg_id, now)
    file = _derived(store, ecg.object_sha256, "ecg1", ECG1, f"{ecg.id}.ecg1")
    return _shown(store, actor, opened, file, "read_samples", f"ecg:{ecg.id}", now, look)


def ecg_glance(
    store: SqlStore, actor: Actor, ecg_id: str, now: datetime, look: Look
) -> Shown[File]:
    """As `ecg_samples`, for the line of a list: one look at the recording in ten minutes."""
    ecg, opened = _ecg(store, actor, ecg_id, now)
    file = _derived(store, ecg.object_sha256, "ecg1", ECG1, f"{ecg.id}.ecg1")
    look = replace(look, further=True)
    return _shown(store, actor, opened, file, "read_preview", f"ecg:{ecg.id}", now, look)


def attachment_original(
    store: SqlStore, actor: Actor, attachment_id: str, now: datetime, look: Look
) -> Shown[File]:
    row, opened = _attachment(store, actor, attachment_id, now)
    file = _file(store, row.object_sha256, BYTES, row.file_name)
    return _shown(store, actor, opened, file, "read_original", f"attachment:{row.id}", now, look)


def attachment_preview(
    store: SqlStore, actor: Actor, attachment_id: str, now: datetime, look: Look
) -> Shown[File]:
    """The upright copy of a picture: JPEG of JPEG, PNG of all others; NotFound without one."""
    row, opened = _attachment(store, actor, attachment_id, now)
    media_type, ending = (JPEG, "jpg") if row.media_type == JPEG else (PNG, "png")
    file = _derived(store, row.object_sha256, "preview", media_type, f"{row.id}.{ending}")
    return _shown(store, actor, opened, file, "read_preview", f"attachment:{row.id}", now, look)


def instance_original(
    store: SqlStore, actor: Actor, instance_id: str, now: datetime, look: Look
) -> Shown[File]:
    """A DICOM instance as it was stored; it hangs on a case by its study or its recording."""
    row = store.instances.find(id=instance_id)
    if row is None:
        raise NotFound("instance")
    items = [(ItemKind.STUDY, store.series.get(row.series_id).study_id)]
    items += [(ItemKind.ECG, ecg.id) for ecg in store.ecgs.list(instance_id=row.id)]
    opened = open_item(store, actor, row.org_id, items, now)
    if opened is None:
        raise NotFound("instance")
    file = _file(store, row.object_sha256, BYTES, f"{row.sop_uid}.dcm")
    return _shown(store, actor, opened, file, "read_original", f"instance:{row.id}", now, look)


def _ecg(store: SqlStore, actor: Actor, ecg_id: str, now: datetime) -> tuple[Ecg, Opened]:
    ecg = store.ecgs.find(id=ecg_id)
    if ecg is not None:
        opened = open_item(store, actor, ecg.org_id, [(ItemKind.ECG, ecg.id)], now)
        if opened is not None:
            return ecg, opened
    raise NotFound("ecg")


def _attachment(
    store: SqlStore, actor: Actor, attachment_id: str, now: datetime
) -> tuple[Attachment, Opened]:
    row = store.attachments.find(id=attachment_id)
    if row is not None:
        opened = open_item(store, actor, row.org_id, [(ItemKind.ATTACHMENT, row.id)], now)
        if opened is not None:
            return row, opened
    raise NotFound("attachment")


def _file(store: SqlStore, sha256: str, media_type: str, name: str) -> File:
    size = store.objects.get(sha256).size
    return File(sha256=sha256, size=size, media_type=media_type, name=name)


def _derived(store: SqlStore, source: str, maker: str, media_type: str, name: str) -> File:
    made = store.derivatives.list(source_sha256=source, maker=maker, state="ready")
    if not made or made[-1].object_sha256 is None:
        raise NotFound("derivative")
    return _file(store, made[-1].object_sha256, media_type, name)


def _shown(
    store: SqlStore,
    actor: Actor,
    opened: Opened,
    file: File,
    action: str,
    subject: str,
    now: datetime,
    look: Look,
) -> Shown[File]:
    shown = Shown(
        file,
        action=action,
        subject=subject,
        case_id=opened.case_id,
        patient_id=opened.patient_id,
        for_org=opened.for_org,
    )
    if file.sha256 in look.known or (look.further and counted(store, actor, shown, now)):
        return replace(shown, count=0)
    return shown


def counted(store: SqlStore, actor: Actor, shown: Shown[Any], now: datetime) -> bool:
    """Whether the same person's same look was recorded in the last ten minutes."""
    row = audit_event.c
    found = store.conn.execute(
        sa.select(row.id)
        .where(
            row.at > now - SAME_LOOK,
            row.actor == actor.person_id,
            row.action == shown.action,
            row.subject == shown.subject,
        )
        .limit(1)
    ).first()
    return found is not None
