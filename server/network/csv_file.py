"""Reads network.csv (docs/import.md): bytes to rows of a plan, each cell's mistake by its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from consult.errors import HuizhenError, Invalid
from consult.network.organizations import OrgKind
from consult.network.partnerships import Service
from consult.network.roles import Role
from server.network.lookup import ImportRefused, LineError
from server.network.plan import (
    AccountRow,
    DepartmentRow,
    HospitalRow,
    PartnershipRow,
    PersonRow,
    Plan,
    RoleRow,
    Row,
)

E = TypeVar("E", bound=StrEnum)
MAX_FILE = 20 << 20
YES, NO = ("yes", "true", "1", "是"), ("", "no", "false", "0", "否")
KINDS: dict[str, type[Row]] = {
    "hospital": HospitalRow,
    "department": DepartmentRow,
    "partnership": PartnershipRow,
    "person": PersonRow,
    "role": RoleRow,
    "account": AccountRow,
}
NOT_IN_FILES = frozenset({"line", "demo", "password_hash"})


@dataclass(frozen=True, slots=True)
class NetworkFile:
    """A plan without password hashes, and the passwords given, by username."""

    plan: Plan
    passwords: dict[str, str]


def read_network(data: bytes) -> NetworkFile:
    """UTF-8 (with or without a mark) or GB18030; comma, semicolon or tab. Raises ImportRefused."""
    reader = csv.DictReader(io.StringIO(_text(data)), dialect=_dialect(data), strict=True)
    rows: list[Row] = []
    passwords: dict[str, str] = {}
    errors: list[LineError] = []
    try:
        errors += _unknown_columns(reader.fieldnames or ())
        for record in reader:
            cells = {k: (v or "").strip() for k, v in record.items() if isinstance(k, str)}
            if not any(cells.values()):
                continue
            try:
                row = _row(cells, reader.line_num)
            except HuizhenError as error:
                field = str(error.params.get("field", ""))
                errors.append(LineError(reader.line_num, field, error.code, error.params))
                continue
            rows.append(row)
            if isinstance(row, AccountRow) and cells.get("password"):
                passwords[row.username.casefold()] = cells["password"]
    except csv.Error as error:
        raise Invalid("import.bad_file", reason=str(error)) from error
    if errors:
        raise ImportRefused(errors)
    return NetworkFile(_plan(rows), passwords)


def columns() -> list[str]:
    """Every column there is, in the order of the documentation."""
    named = (field.name for row in KINDS.values() for field in fields(row))
    return ["kind", *dict.fromkeys(name for name in named if name not in NOT_IN_FILES), "password"]


def _text(data: bytes) -> str:
    if len(data) > MAX_FILE:
        raise Invalid("import.bad_file", reason=f"more than {MAX_FILE >> 20} MiB")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise Invalid("import.bad_file", reason="neither UTF-8 nor GB18030")


def _dialect(data: bytes) -> type[csv.Dialect]:
    head = data.partition(b"\n")[0]

    class Found(csv.excel):
        delimiter = max(",;\t", key=lambda mark: head.count(mark.encode()))

    return Found


def _unknown_columns(header: Iterable[str]) -> list[LineError]:
    unknown = [name for name in header if name not in columns()]
    found = [LineError(1, name, "import.unknown_column", {"value": name}) for name in unknown]
    if "kind" not in header:
        found.append(LineError(1, "kind", "import.required", {}))
    return found


def _row(cells: Mapping[str, str], line: int) -> Row:
    kind = KINDS.get(cells["kind"])
    if kind is None:
        known = ", ".join(KINDS)
        raise Invalid("import.unknown_kind", field="kind", value=cells["kind"], known=known)
    values: dict[str, Any] = {"line": line}
    for field in fields(kind):
        text = cells.get(field.name, "")
        if field.name in NOT_IN_FILES or not (text or _required(kind, field.name)):
            continue
        if not text:
            raise Invalid("import.required", field=field.name)
        values[field.name] = READERS.get(field.name, _plain)(text, field.name)
    if kind in (RoleRow, AccountRow) and not {"name", "licence_no"} & set(values):
        raise Invalid("import.required", field="name")
    return kind(**values)


def _required(kind: type[Row], name: str) -> bool:
    found = next(field for field in fields(kind) if field.name == name)
    return found.default is MISSING


def _plain(text: str, field: str) -> str:
    return text


def _one_of(known: type[E]) -> Callable[[str, str], E]:
    def read(text: str, field: str) -> E:
        try:
            return known(text.casefold())
        except ValueError as error:
            names = ", ".join(known)
            raise Invalid("import.bad_value", field=field, value=text, known=names) from error

    return read


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text.replace("/", "-"))
    except ValueError as error:
        raise Invalid("import.bad_date", field=field, value=text) from error


def _words(text: str, field: str) -> tuple[str, ...]:
    return tuple(text.replace(";", " ").replace("；", " ").replace("、", " ").split())


def _services(text: str, field: str) -> tuple[Service, ...]:
    return tuple(_one_of(Service)(word, field) for word in _words(text, field))


def _truth(text: str, field: str) -> bool:
    if text.casefold() not in YES + NO:
        raise Invalid("import.bad_value", field=field, value=text, known="yes, no")
    return text.casefold() in YES


READERS: dict[str, Callable[[str, str], Any]] = {
    "type": _one_of(OrgKind),
    "role": _one_of(Role),
    "services": _services,
    "specialties": _words,
    "languages": _words,
    "valid_from": _day,
    "valid_to": _day,
    "licence_valid_to": _day,
    "allows_referral": _truth,
}


def _plan(rows: list[Row]) -> Plan:
    def of(kind: type[Any]) -> tuple[Any, ...]:
        return tuple(row for row in rows if isinstance(row, kind))

    return Plan(
        hospitals=of(HospitalRow),
        departments=of(DepartmentRow),
        partnerships=of(PartnershipRow),
        people=of(PersonRow),
        roles=of(RoleRow),
        accounts=of(AccountRow),
    )
