"""What a browser sends about a patient and a form, as it was typed."""

from __future__ import annotations

from datetime import date

import msgspec

from consult.actions.cases.patients import PatientEntry
from consult.actions.requests.drafting import Destination
from consult.cases.patients.patient import Sex
from server.http import Body, Id, Instant


class IdentifierIn(Body, frozen=True):
    """`system` is national_id, mrn or insurance."""

    system: str
    value: str


class PatientIn(Body, frozen=True):
    """`birth_date` when known, else `age_years`; an unknown person is `unidentified`."""

    name: str | None = None
    sex: Sex = Sex.UNKNOWN
    birth_date: date | None = None
    age_years: int | None = None
    phone: str | None = None
    identifiers: tuple[IdentifierIn, ...] = ()
    unidentified: bool = False

    def entry(self) -> PatientEntry:
        return PatientEntry(
            name=self.name or "",
            sex=self.sex,
            birth_date=self.birth_date,
            age_years=self.age_years,
            phone=self.phone or "",
            identifiers=tuple((row.system, row.value) for row in self.identifiers),
            unidentified=self.unidentified,
        )


class ConsentIn(Body, frozen=True, omit_defaults=True):
    """`how`: written, verbal, guardian or exception; `scan` names the file of the signed sheet."""

    given: bool = False
    how: str = ""
    by: str = ""
    relation: str = ""
    scan: str = ""
    exception: str = ""


class ResultIn(Body, frozen=True, omit_defaults=True):
    """A number is flagged by the range; words ("positive") are kept as they are."""

    value: int | float | str
    at: Instant | None = None
    flag: str = ""


class LabIn(Body, frozen=True, omit_defaults=True):
    """`code` is one of /labs, else `name` says what it is; a range given here wins."""

    code: str = ""
    name: str = ""
    unit: str = ""
    low: int | float | None = None
    high: int | float | None = None
    results: tuple[ResultIn, ...] = ()


class DiagnosisIn(Body, frozen=True, omit_defaults=True):
    """An ICD-10 `code`, words, or both; `names` are put in by the server."""

    code: str = ""
    text: str = ""
    names: dict[str, str] = msgspec.field(default_factory=dict)


class FormIn(Body, frozen=True, omit_defaults=True):
    """The request form; vitals in the units of /vocabulary, `details` as of the template."""

    chief_complaint: str = ""
    history: str = ""
    past_history: str = ""
    allergies: str = ""
    medication: str = ""
    examination: str = ""
    laboratory: str = ""
    provisional_diagnosis: str = ""
    plan: str = ""
    callback_phone: str = ""
    wanted_title: str = ""
    onset_at: Instant | None = None
    onset_unknown: bool = False
    vitals: dict[str, int | float | None] = msgspec.field(default_factory=dict)
    consent: ConsentIn | None = None
    details: dict[str, bool | int | float | str | list[str] | None] = msgspec.field(
        default_factory=dict
    )
    labs: tuple[LabIn, ...] = ()
    diagnoses: tuple[DiagnosisIn, ...] = ()
    allow_referral: bool = False

    def data(self) -> dict[str, object]:
        plain: dict[str, object] = msgspec.to_builtins(self)
        return plain


class DestinationIn(Body, frozen=True):
    partnership_id: Id
    specialty: str

    def destination(self) -> Destination:
        return Destination(partnership_id=self.partnership_id, specialty=self.specialty)


class ReasonIn(Body, frozen=True):
    reason: str
