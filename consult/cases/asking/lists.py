"""What a hospital's forms are made of beyond what ships: templates, their switches, codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTemplate:
    """A version of a template that was put in by an administrator; never changed."""

    code: str
    version: int
    definition: dict[str, object]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSwitch:
    """Whether a hospital offers a template; without a row it does."""

    org_id: str
    code: str
    enabled: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEntry:
    """One code of a classification, imported; `words` is what it is found by."""

    system: str
    code: str
    en: str
    zh: str
    vi: str
    words: str
