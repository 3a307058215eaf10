"""What was filled in of a template: checked field by field, totals reckoned here alone."""

from __future__ import annotations

from collections.abc import Mapping

from consult.cases.forms.template import RECKONED, FieldKind, Template, TemplateField
from consult.errors import Invalid
from consult.instants import instant_of

MAX_TEXT = 2_000


def clean_details(
    template: Template, raw: object, weight: float | None = None
) -> dict[str, object]:
    """Known fields in range, then totals; raises Invalid naming ``details.<field>``."""
    if not isinstance(raw, Mapping):
        raise Invalid("form.bad_details", field="details")
    known = template.fields
    clean: dict[str, object] = {}
    for code, value in raw.items():
        field = known.get(code)
        if field is None:
            raise Invalid("form.unknown_field", field=f"details.{code}")
        if field.kind not in RECKONED and value not in (None, "", []):
            clean[code] = _value(field, value)
    return clean | _reckoned(template, clean, weight)


def _value(field: TemplateField, value: object) -> object:
    name = f"details.{field.code}"
    match field.kind:
        case FieldKind.NUMBER:
            return _in_range(field, value, name)
        case FieldKind.TIME:
            return instant(value, name)
        case FieldKind.CHOICES:
            return _several(field, value, name)
        case FieldKind.CHOICE:
            return _one(field, value, name)
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise Invalid("form.text_too_long", field=name, limit=MAX_TEXT)
    return value.strip()


def _in_range(field: TemplateField, value: object, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Invalid("form.bad_number", field=name)
    low, high = field.low, field.high
    if low is None or high is None or not low <= value <= high:
        raise Invalid("form.out_of_range", field=name, low=low, high=high, unit=field.unit)
    return value


def _one(field: TemplateField, value: object, name: str) -> str:
    if not isinstance(value, str) or value not in {option.code for option in field.options}:
        raise Invalid("form.bad_choice", field=name)
    return value


def _several(field: TemplateField, value: object, name: str) -> list[str]:
    if not isinstance(value, list):
        raise Invalid("form.bad_choice", field=name)
    return list(dict.fromkeys(_one(field, each, name) for each in value))


def instant(value: object, name: str) -> str:
    """An ISO 8601 instant with its zone as UTC with milliseconds; raises Invalid."""
    at = instant_of(value)
    if at is None:
        raise Invalid("form.bad_time", field=name)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _reckoned(
    template: Template, clean: Mapping[str, object], weight: float | None
) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in template.fields.values():
        if field.kind is FieldKind.TOTAL:
            points = [_points(template.fields[part], clean.get(part)) for part in field.of]
            if all(point is not None for point in points):
                found[field.code] = sum(point or 0 for point in points)
        elif field.kind is FieldKind.PER_KG and weight and field.factor:
            found[field.code] = round(weight * field.factor, 1)
    return found


def _points(field: TemplateField, value: object) -> int | None:
    return next((option.points for option in field.options if option.code == value), None)
