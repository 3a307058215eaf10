"""Diagnoses with their ICD-10 code, or in words alone (诊断)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from consult.cases.forms.icd10 import COMMON
from consult.errors import Invalid
from consult.names import searchable

ICD10 = "icd10"
MAX_DIAGNOSES = 12
MAX_TEXT = 300
# WHO's form, with the daggers and the longer national extensions (I21.100x002).
CODE = re.compile(r"[A-Z]\d{2}(?:\.[0-9A-Za-z+*]{1,10})?[+*]?")


@dataclass(frozen=True, slots=True)
class CodeName:
    code: str
    en: str
    zh: str
    vi: str

    @property
    def words(self) -> str:
        """What it is found by."""
        return searchable(f"{self.code} {self.en} {self.zh} {self.vi}")


@cache
def common() -> dict[str, CodeName]:
    """The curated list that ships, by code."""
    rows = (line.split("|") for line in COMMON.strip().splitlines())
    return {code: CodeName(code, en, zh, vi) for code, en, zh, vi in rows}


def clean_diagnoses(raw: object) -> list[dict[str, object]]:
    """[{code, text}]: a code, words, or both; raises Invalid naming ``diagnoses.<row>``."""
    if not raw:
        return []
    if not isinstance(raw, list | tuple) or len(raw) > MAX_DIAGNOSES:
        raise Invalid("form.bad_diagnosis", field="diagnoses")
    return [_one(each, f"diagnoses.{index}") for index, each in enumerate(raw)]


def _one(raw: object, name: str) -> dict[str, object]:
    if not isinstance(raw, dict) or set(raw) - {"code", "text", "names"}:
        raise Invalid("form.bad_diagnosis", field=name)
    code, text = str(raw.get("code") or "").strip(), str(raw.get("text") or "").strip()
    if not (code or text) or len(text) > MAX_TEXT or (code and not CODE.fullmatch(code)):
        raise Invalid("form.bad_diagnosis", field=name)
    return {"code": code, "text": text}
