"""From the names in a plan to what is in the database, each line's mistakes kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from consult.actions.work import Work
from consult.errors import Invalid
from consult.network.organizations import Department, Organization
from consult.network.people import Person


@dataclass(frozen=True, slots=True)
class LineError:
    """Where a plan is wrong and why; `code` has a text."""

    line: int
    column: str
    code: str
    params: dict[str, object]


class ImportRefused(Invalid):
    """Nothing was written; `errors` says why, line by line."""

    def __init__(self, errors: list[LineError]) -> None:
        super().__init__("import.refused", count=len(errors))
        self.errors = errors


def find_hospital(work: Work, name: str, column: str = "hospital") -> Organization:
    found = work.store.organizations.list(name=name)
    if not found:
        raise Invalid("import.no_such_hospital", field=column, value=name)
    if len(found) > 1:
        raise Invalid("import.ambiguous_hospital", field=column, value=name)
    return found[0]


def find_department(work: Work, org: Organization, name: str) -> Department | None:
    """None for no name; the first of that name otherwise."""
    if not name:
        return None
    found = work.store.departments.list(org_id=org.id, name=name)
    if not found:
        raise Invalid("import.no_such_department", field="department", value=name)
    return found[0]


def people_called(work: Work, org: Organization, name: str, licence_no: str) -> list[Person]:
    """By licence anywhere; else by name among those with a role at the hospital."""
    if licence_no:
        return list(work.store.people.list(licence_no=licence_no))
    here = {role.person_id for role in work.store.roles.list(org_id=org.id)}
    return [person for person in work.store.people.list(name=name) if person.id in here]


def find_person(work: Work, org: Organization, name: str, licence_no: str) -> Person:
    found = people_called(work, org, name, licence_no)
    value = licence_no or name
    if not found:
        raise Invalid("import.no_such_person", field="name", value=value)
    if len(found) > 1:
        raise Invalid("import.ambiguous_person", field="name", value=value)
    return found[0]


def begins(day: date | None, org: Organization) -> datetime | None:
    """Midnight at the hospital."""
    return None if day is None else datetime.combine(day, time(), ZoneInfo(org.time_zone))


def ends(day: date | None, org: Organization) -> datetime | None:
    """The midnight after the last day."""
    return None if day is None else begins(day + timedelta(days=1), org)
