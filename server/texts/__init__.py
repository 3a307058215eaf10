"""What the server says to people: `texts/<locale>/*.json`, flat keys, `{name}` for parameters."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from string import Formatter

LOCALES = ("en", "zh-CN", "vi")
FALLBACK = "en"
NAMES_OF_FIELDS = ("field", "missing")


@cache
def catalogue(locale: str) -> dict[str, str]:
    """Every text of one language: `errors.…`, `cli.…`, `fields.…`, `intake.…`."""
    folder = files("server.texts") / locale
    texts: dict[str, str] = {}
    for page in sorted(folder.iterdir(), key=lambda item: item.name):
        prefix = page.name.removesuffix(".json")
        found = json.loads(page.read_text(encoding="utf-8"))
        texts |= {f"{prefix}.{key}": text for key, text in found.items()}
    return texts


def say(locale: str, key: str, **params: object) -> str:
    """The text of `key` with its parameters; a key without a text speaks for itself."""
    known = catalogue(locale if locale in LOCALES else FALLBACK)
    text = known.get(key) or known.get(_general(key)) or key
    shown = {name: _show(locale, name, value) for name, value in params.items()}
    return _Lenient().vformat(text, (), shown)


def _general(key: str) -> str:
    """`errors.room.not_found` also fits the text of `errors.*.not_found`."""
    page, _, code = key.partition(".")
    return f"{page}.*.{code.rpartition('.')[2]}"


def choose_locale(accept_language: str, otherwise: str = FALLBACK) -> str:
    """The best of our languages for an Accept-Language header (RFC 9110 §12.5.4).

    `otherwise` where the header names none of them: a script that says nothing, or ``*``.
    """
    wanted = []
    for position, item in enumerate(accept_language.split(",")[:20]):
        tag, _, quality = item.strip().partition(";q=")
        if weight := _quality(quality):
            wanted.append((-weight, position, tag.strip().lower()))
    for _, _, tag in sorted(wanted):
        for locale in LOCALES:
            if tag.partition("-")[0] == locale.partition("-")[0]:
                return locale
    return otherwise


def _quality(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0


def _show(locale: str, name: str, value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}".replace(".", "," if locale == "vi" else ".")
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(_show(locale, name, each) for each in value)
    known = catalogue(locale if locale in LOCALES else FALLBACK)
    if name == "reason":  # of a file, or already in words
        return known.get(str(value), str(value))
    return _field(known, str(value)) if name in NAMES_OF_FIELDS else str(value)


def _field(known: dict[str, str], code: str) -> str:
    """What a form calls the field: `vitals.pulse` is "Pulse", `answers.2` "Answer 2"."""
    whole, _, number = code.rpartition(".")
    if number.isdigit() and f"fields.{whole}" in known:
        return f"{known[f'fields.{whole}']} {number}"
    return known.get(f"fields.{code}", code)


class _Lenient(Formatter):
    """Leaves a parameter that is missing empty: a text is never the reason for a failure."""

    def get_value(self, key: int | str, args: object, kwargs: object) -> object:
        return kwargs.get(str(key), "") if isinstance(kwargs, dict) else ""
