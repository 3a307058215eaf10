"""Consent to the consultation (知情同意): by whom and how, or why it could not be asked."""

from __future__ import annotations

from enum import StrEnum

from consult.errors import Invalid


class How(StrEnum):
    WRITTEN = "written"
    VERBAL = "verbal"
    GUARDIAN = "guardian"
    EXCEPTION = "exception"


def clean_consent(data: object) -> dict[str, object]:
    """`given` by `by` (`relation` for a guardian), `scan` the signed sheet; or `exception`.

    Older forms know no `how`: it follows from what they say. Raises Invalid.
    """
    if not data:
        return {}
    if not isinstance(data, dict):
        raise Invalid("form.bad_consent", field="consent")
    said = {name: _text(data, name) for name in ("by", "relation", "scan", "exception")}
    given = data.get("given") is True
    how = str(data.get("how") or ("verbal" if given else "exception" if said["exception"] else ""))
    if how and how not in set(How):
        raise Invalid("form.bad_consent", field="consent")
    if how == How.EXCEPTION:
        given = False
    elif how and "how" in data and data["how"]:
        given = True
    filled = {name: text for name, text in said.items() if text or name in {"by", "exception"}}
    return {"consent": {"given": given, "how": how} | filled}


def _text(data: dict[object, object], name: str) -> str:
    text = str(data.get(name) or "").strip()
    limit = 500 if name == "exception" else 255 if name == "scan" else 200
    if len(text) > limit:
        raise Invalid("form.text_too_long", field="consent", limit=limit)
    return text
