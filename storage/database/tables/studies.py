"""Studies, ECGs, attachments, refusals, what is on a case, and what was derived.

UIDs are unique per hospital and never globally: patients carry CDs between hospitals.
"""

from __future__ import annotations

import sqlalchemy as sa

from consult.studies.material import Identity, ItemKind, MaterialPart
from storage.database.metadata import metadata
from storage.database.tables.columns import (
    CODE,
    NAME,
    SHA256,
    col,
    instant,
    json,
    key,
    one_of,
    ref,
)

UID = sa.String(64)


def _object_ref(name: str = "object_sha256", *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, SHA256, sa.ForeignKey("object.sha256"), nullable=null)


study = sa.Table(
    "study",
    metadata,
    key(),
    ref("org_id", "organization.id"),
    ref("patient_id", "patient.id", null=True),
    col("study_uid", UID),
    json("attributes"),
    instant("created_at"),
    sa.UniqueConstraint("org_id", "study_uid"),
    sa.Index(None, "org_id", "id"),
)

series = sa.Table(
    "series",
    metadata,
    key(),
    ref("org_id", "organization.id"),
    ref("study_id", "study.id"),
    col("series_uid", UID),
    col("modality", CODE),
    json("attributes"),
    sa.UniqueConstraint("org_id", "series_uid"),
    sa.Index(None, "study_id"),
)

instance = sa.Table(
    "instance",
    metadata,
    key(),
    ref("org_id", "organization.id"),
    ref("series_id", "series.id"),
    col("sop_uid", UID),
    col("sop_class", UID),
    col("transfer_syntax", UID),
    col("frames", sa.Integer()),
    _object_ref(),
    json("attributes"),
    sa.UniqueConstraint("org_id", "sop_uid"),
    sa.Index(None, "series_id"),
)

ecg = sa.Table(
    "ecg",
    metadata,
    key(),
    ref("org_id", "organization.id"),
    ref("patient_id", "patient.id", null=True),
    _object_ref(),
    ref("instance_id", "instance.id", null=True),
    col("format", CODE),
    instant("acquired_at", null=True),
    col("acquired_text", NAME),
    col("clock_offset_s", sa.Integer(), null=True),
    col("rate_num", sa.BigInteger()),
    col("rate_den", sa.BigInteger()),
    col("samples", sa.BigInteger()),
    json("leads"),
    col("device", sa.Text()),
    json("machine_statements"),
    json("measurements"),
    json("warnings"),
    json("seen_patient", null=True),
    col("file_name", NAME),
    col("parser", CODE),
    col("parser_version", NAME),
    instant("created_at"),
    sa.Index(None, "org_id", "object_sha256"),
    sa.Index(None, "org_id", "id"),
)

attachment = sa.Table(
    "attachment",
    metadata,
    key(),
    ref("org_id", "organization.id"),
    _object_ref(),
    col("media_type", NAME),
    col("file_name", NAME),
    col("why_unreadable", NAME),
    col("pages", sa.Integer(), null=True),
    instant("created_at"),
)

refusal = sa.Table(
    "refusal",
    metadata,
    key(),
    ref("org_id", "organization.id"),
    col("file_name", NAME),
    col("size", sa.BigInteger()),
    col("sha256", SHA256),
    col("reason", NAME),
    instant("created_at"),
)

case_material = sa.Table(
    "case_material",
    metadata,
    key(),
    ref("case_id", "case.id"),
    col("kind", CODE),
    col("item_id", sa.String(36)),
    col("part", CODE),
    col("identity", CODE),
    col("label", NAME),
    ref("added_by", "person.id"),
    instant("added_at"),
    ref("confirmed_by", "person.id", null=True),
    ref("removed_by", "person.id", null=True),
    instant("removed_at", null=True),
    col("removed_reason", sa.Text()),
    ref("moved_to_case", "case.id", null=True),
    col("version", sa.Integer()),
    one_of("kind", ItemKind),
    one_of("part", MaterialPart),
    one_of("identity", Identity),
    sa.Index(None, "case_id"),
    sa.Index(None, "kind", "item_id"),
    sa.Index(None, "added_by", "case_id"),
)

derivative = sa.Table(
    "derivative",
    metadata,
    sa.Column("source_sha256", SHA256, sa.ForeignKey("object.sha256"), primary_key=True),
    sa.Column("maker", CODE, primary_key=True),
    sa.Column("maker_version", NAME, primary_key=True),
    _object_ref(null=True),
    col("state", CODE),
    col("error", NAME),
)
