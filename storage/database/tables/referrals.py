"""Referrals: their paper and journey, what wards say by link, and the free places."""

from __future__ import annotations

import sqlalchemy as sa

from consult.referrals.wards import Purpose, Via
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

detail = sa.Table(
    "referral_detail",
    metadata,
    ref("request_id", "request.id", primary=True),
    col("number", CODE),
    json("sheet"),
    ref("wished_department_id", "department.id", null=True),
    ref("department_id", "department.id", null=True),
    col("slip_code", CODE),
    json("placement", null=True),
    json("capability"),
    json("declined", null=True),
    json("redirected", null=True),
    json("agreed", null=True),
    json("checklist", null=True),
    json("ended", null=True),
    ref("bounced_of_id", "request.id", null=True),
    instant("eta", null=True),
    instant("bed_until", null=True),
    instant("departed_at", null=True),
    instant("arrived_at", null=True),
    instant("records_at", null=True),
    instant("discharged_at", null=True),
    instant("acknowledged_at", null=True),
    sa.Index(None, "slip_code"),
    sa.Index(None, "department_id"),
)

entry = sa.Table(
    "referral_entry",
    metadata,
    ref("request_id", "request.id", primary=True),
    sa.Column("no", sa.Integer(), primary_key=True),
    instant("at"),
    ref("by", "person.id"),
    instant("noted_at"),
    json("data"),
)

ward_link = sa.Table(
    "ward_link",
    metadata,
    key(),
    col("purpose", CODE),
    ref("org_id", "organization.id"),
    ref("department_id", "department.id"),
    ref("request_id", "request.id", null=True),
    col("token_sha256", SHA256),
    ref("made_by", "person.id"),
    instant("made_at"),
    instant("expires_at"),
    col("need", CODE),
    json("equipment"),
    col("answer", CODE),
    instant("when_at", null=True),
    col("text", sa.Text()),
    col("who", NAME),
    instant("answered_at", null=True),
    instant("withdrawn_at", null=True),
    col("version", sa.Integer()),
    one_of("purpose", Purpose),
    sa.UniqueConstraint("token_sha256"),
    sa.Index(None, "request_id"),
    sa.Index(None, "department_id"),
)

beds = sa.Table(
    "bed_status",
    metadata,
    ref("department_id", "department.id", primary=True),
    ref("org_id", "organization.id"),
    col("free_beds", sa.Integer()),
    col("free_icu", sa.Integer(), null=True),
    col("free_isolation", sa.Integer(), null=True),
    instant("next_clinic_at", null=True),
    col("note", sa.Text()),
    instant("updated_at"),
    ref("updated_by", "person.id", null=True),
    col("via", CODE),
    col("who", NAME),
    col("version", sa.Integer()),
    one_of("via", Via),
    sa.Index(None, "org_id"),
)
