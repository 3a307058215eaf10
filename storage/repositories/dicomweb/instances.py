"""The instances of an opened study, with the objects that hold their parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from consult.errors import NotFound
from storage.database.tables.studies import derivative, instance, series
from storage.database.tables.uploads import stored_object
from storage.repositories.dicomweb.opening import OpenStudy
from storage.repositories.store import SqlStore

_MAKERS = ("dicom_json", "frame_index", "dicom_plain", "dicom_preview")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredInstance:
    """One instance as DICOMweb needs it; `made`: derived objects by (maker, its version)."""

    id: str
    study_uid: str
    series_uid: str
    sop_uid: str
    sop_class: str
    syntax: str
    frames: int
    original: str
    size: int
    attributes: Mapping[str, Any]
    series_attributes: Mapping[str, Any]
    modality: str
    made: Mapping[tuple[str, str], str]

    def derived(self, maker: str, version: str = "1") -> str | None:
        """The SHA-256 of a derived object, None when there is none."""
        return self.made.get((maker, version))

    @property
    def source(self) -> str:
        """The object frames and bulk data are read from: plain little endian."""
        plain = self.derived("dicom_plain") if self.attributes.get("plain") else None
        return plain or self.original


def instances_of(
    store: SqlStore,
    opened: OpenStudy,
    series_uid: str | None = None,
    sop_uid: str | None = None,
) -> tuple[StoredInstance, ...]:
    """In the order of series and instance numbers; raises NotFound("instance") for none."""
    rows = store.conn.execute(_statement(opened, series_uid, sop_uid)).mappings().all()
    if not rows:
        raise NotFound("instance" if sop_uid else "series")
    made = _made(store, [row["object_sha256"] for row in rows])
    found = [_instance(row, opened, made.get(row["object_sha256"], {})) for row in rows]
    return tuple(sorted(found, key=_order))


def _statement(opened: OpenStudy, series_uid: str | None, sop_uid: str | None) -> sa.Select[Any]:
    wanted = [series.c.study_id == opened.study.id]
    if opened.only is not None:
        wanted.append(instance.c.id.in_(sorted(opened.only)))
    if series_uid is not None:
        wanted.append(series.c.series_uid == series_uid)
    if sop_uid is not None:
        wanted.append(instance.c.sop_uid == sop_uid)
    return (
        sa.select(
            instance,
            series.c.series_uid,
            series.c.modality,
            series.c.attributes.label("series_attributes"),
            stored_object.c.size,
        )
        .join(series, series.c.id == instance.c.series_id)
        .join(stored_object, stored_object.c.sha256 == instance.c.object_sha256)
        .where(*wanted)
    )


def _made(store: SqlStore, sources: Sequence[str]) -> dict[str, dict[tuple[str, str], str]]:
    rows = store.conn.execute(
        sa.select(derivative).where(
            derivative.c.source_sha256.in_(list(sources)),
            derivative.c.maker.in_(_MAKERS),
            derivative.c.state == "ready",
        )
    )
    found: dict[str, dict[tuple[str, str], str]] = {}
    for row in rows:
        of = found.setdefault(row.source_sha256, {})
        of[(row.maker, row.maker_version)] = row.object_sha256
    return found


def _instance(row: Any, opened: OpenStudy, made: Mapping[tuple[str, str], str]) -> StoredInstance:
    return StoredInstance(
        id=row["id"],
        study_uid=opened.study.study_uid,
        series_uid=row["series_uid"],
        sop_uid=row["sop_uid"],
        sop_class=row["sop_class"],
        syntax=row["transfer_syntax"],
        frames=row["frames"],
        original=row["object_sha256"],
        size=row["size"],
        attributes=row["attributes"],
        series_attributes=row["series_attributes"],
        modality=row["modality"],
        made=made,
    )


def _order(row: StoredInstance) -> tuple[int, str, int, str]:
    return (
        int(row.series_attributes.get("number") or 0),
        row.series_uid,
        int(row.attributes.get("number") or 0),
        row.sop_uid,
    )
