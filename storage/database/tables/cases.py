"""Patients, cases, their parties and forms."""

from __future__ import annotations

import sqlalchemy as sa

from consult.cases.case import Basis, Side
from consult.cases.patients.patient import IdentityStatus, Sex
from storage.database.metadata import metadata
from storage.database.tables.columns import (
    CODE,
    NAME,
    col,
    instant,
    json,
    key,
    one_of,
    ref,
    search_text,
)

patient = sa.Table(
    "patient",
    metadata,
    key(),
    ref("org_id", "organization.id"),
    col("name", NAME),
    col("sex", CODE),
    col("identity", CODE),
    col("birth_date", sa.Date(), null=True),
    col("age_years", sa.Integer(), null=True),
    instant("age_at", null=True),
    col("phone", NAME),
    ref("merged_into", "patient.id", null=True),
    col("version", sa.Integer()),
    search_text("search_name", of="name"),
    one_of("sex", Sex),
    one_of("identity", IdentityStatus),
    sa.Index(None, "org_id"),
)

patient_identifier = sa.Table(
    "patient_identifier",
    metadata,
    ref("org_id", "organization.id", primary=True),
    sa.Column("system", CODE, primary_key=True),
    sa.Column("value", NAME, primary_key=True),
    ref("patient_id", "patient.id"),
    sa.Index(None, "patient_id"),
)

case = sa.Table(
    "case",
    metadata,
    key(),
    col("number", CODE),
    ref("owner_org", "organization.id"),
    ref("patient_id", "patient.id"),
    ref("created_by", "person.id"),
    instant("created_at"),
    col("training", sa.Boolean()),
    col("version", sa.Integer()),
    sa.UniqueConstraint("owner_org", "number"),
    sa.Index(None, "patient_id"),
    sa.Index(None, "created_at", "id"),
    sa.Index(None, "created_by", "id"),
)

case_party = sa.Table(
    "case_party",
    metadata,
    key(),
    ref("case_id", "case.id"),
    ref("org_id", "organization.id"),
    col("side", CODE),
    col("basis", CODE),
    instant("since"),
    instant("until", null=True),
    one_of("side", Side),
    one_of("basis", Basis),
    sa.Index(None, "case_id"),
    sa.Index(None, "org_id", "case_id"),
)

case_form = sa.Table(
    "case_form",
    metadata,
    ref("case_id", "case.id", primary=True),
    sa.Column("version", sa.Integer(), primary_key=True),
    col("template", CODE),
    sa.Column("template_version", sa.Integer(), nullable=False, server_default=sa.text("1")),
    json("data"),
    json("debts"),
    ref("by", "person.id"),
    instant("at"),
    sa.Index(None, "by", "case_id"),
)
