"""The words on the screen, from the same files the screen reads them from."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

I18N = Path(__file__).resolve().parents[2] / "web" / "src" / "i18n"


@cache
def _area(locale: str, area: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads((I18N / locale / f"{area}.json").read_text())
    return texts


class Words:
    """`words("case.action.take")` as the page says it in this language."""

    def __init__(self, locale: str) -> None:
        self.locale = locale

    def __call__(self, key: str, **holes: object) -> str:
        area, _, rest = key.partition(".")
        text = _area(self.locale, area)[rest]
        for name, value in holes.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text
