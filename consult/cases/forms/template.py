"""A specialty's part of the form as data (专科模板): fields with units, ranges, choices, words.

A template is known by code and version; what was written keeps the version it was written with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from consult.errors import Invalid

MAX_FIELDS = 120


class FieldKind(StrEnum):
    """`total` adds the points of choices, `per_kg` multiplies the weight: both are reckoned."""

    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    TIME = "time"
    TOTAL = "total"
    PER_KG = "per_kg"


RECKONED = frozenset({FieldKind.TOTAL, FieldKind.PER_KG})


@dataclass(frozen=True, slots=True)
class Words:
    en: str
    zh: str
    vi: str


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    words: Words
    points: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateField:
    """`low` and `high` bound a number in `unit`; `of` names the parts of a total."""

    code: str
    kind: FieldKind
    words: Words
    unit: str = ""
    low: float | None = None
    high: float | None = None
    options: tuple[Option, ...] = ()
    of: tuple[str, ...] = ()
    factor: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    words: Words
    fields: tuple[TemplateField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """`specialties`: whom it asks, best first; complaints and questions are one-tap phrases."""

    code: str
    version: int
    words: Words
    specialties: tuple[str, ...]
    complaints: tuple[Words, ...] = ()
    questions: tuple[Words, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def fields(self) -> dict[str, TemplateField]:
        return {field.code: field for section in self.sections for field in section.fields}

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Template:
        """The inverse of `as_json`; raises Invalid naming what does not fit."""
        try:
            made = cls(
                code=_text(raw["code"]),
                version=int(raw["version"]),
                words=_words(raw["words"]),
                specialties=tuple(map(_text, raw.get("specialties", ()))),
                complaints=tuple(map(_words, raw.get("complaints", ()))),
                questions=tuple(map(_words, raw.get("questions", ()))),
                sections=tuple(
                    Section(words=_words(s["words"]), fields=tuple(map(_field, s["fields"])))
                    for s in raw.get("sections", ())
                ),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Invalid(
                "template.bad_definition", field="definition", reason=str(error)
            ) from None
        _check(made)
        return made


def _text(raw: object) -> str:
    if not isinstance(raw, str) or not raw or len(raw) > 500:
        raise ValueError("text expected")
    return raw


def _words(raw: Mapping[str, Any]) -> Words:
    return Words(_text(raw["en"]), _text(raw["zh"]), _text(raw["vi"]))


def _option(raw: Mapping[str, Any]) -> Option:
    points = raw.get("points")
    return Option(_text(raw["code"]), _words(raw["words"]), None if points is None else int(points))


def _field(raw: Mapping[str, Any]) -> TemplateField:
    known = {field.name for field in fields(TemplateField)}
    if set(raw) - known:
        raise ValueError(f"unknown {min(set(raw) - known)}")
    return TemplateField(
        code=_text(raw["code"]),
        kind=FieldKind(raw["kind"]),
        words=_words(raw["words"]),
        unit=str(raw.get("unit", "")),
        low=_number(raw.get("low")),
        high=_number(raw.get("high")),
        options=tuple(map(_option, raw.get("options", ()))),
        of=tuple(map(_text, raw.get("of", ()))),
        factor=_number(raw.get("factor")),
    )


def _number(raw: object) -> float | None:
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise ValueError("number expected")
    return raw


def _check(template: Template) -> None:
    found = [field for section in template.sections for field in section.fields]
    codes = [field.code for field in found]
    wrong = [code for code in codes if codes.count(code) > 1]
    wrong += [field.code for field in found if not _whole(field, template.fields)]
    if wrong or len(codes) > MAX_FIELDS or template.version < 1:
        raise Invalid(
            "template.bad_definition", field="definition", reason=wrong[0] if wrong else "size"
        )


def _whole(field: TemplateField, known: Mapping[str, TemplateField]) -> bool:
    """A choice has options, a total parts that carry points, a number its range."""
    match field.kind:
        case FieldKind.CHOICE | FieldKind.CHOICES:
            return _distinct(option.code for option in field.options)
        case FieldKind.TOTAL:
            return bool(field.of) and all(_carries_points(known.get(part)) for part in field.of)
        case FieldKind.PER_KG:
            return field.factor is not None
        case FieldKind.NUMBER:
            return field.low is not None and field.high is not None and field.low < field.high
    return True


def _distinct(codes: Iterable[str]) -> bool:
    found = list(codes)
    return len(found) > 1 and len(found) == len(set(found))


def _carries_points(part: TemplateField | None) -> bool:
    return part is not None and all(option.points is not None for option in part.options)
