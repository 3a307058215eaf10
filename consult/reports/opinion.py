"""The opinion (会诊意见): one answer per question, signed once, corrected by a new version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consult.cases.request import Question
from consult.errors import Invalid


class OpinionState(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """`content` holds the sections of the paper; a signed row never changes but to `superseded`.

    `interim` was signed before every question could be answered; the final one supersedes it.
    """

    id: str
    request_id: str
    version: int
    kind: str
    state: OpinionState
    author_id: str
    content: dict[str, object]
    updated_at: datetime
    revision: int = 1
    content_sha256: str = ""
    signed_at: datetime | None = None
    signer: dict[str, object] | None = None
    correction_reason: str = ""
    interim: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one question, or why it cannot be answered."""

    opinion_id: str
    question_no: int
    text: str = ""
    cannot: bool = False
    reason: str = ""

    @property
    def complete(self) -> bool:
        return bool(self.reason.strip()) if self.cannot else bool(self.text.strip())


class AdoptionValue(StrEnum):
    ADOPTED = "adopted"
    PARTLY = "partly"
    NOT = "not"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What the county did with the opinion (采纳情况), append-only."""

    id: str
    opinion_id: str
    value: AdoptionValue
    reason: str
    order_at: datetime | None
    by: str
    at: datetime


SECTIONS = ("findings", "impression", "treatment", "tests", "transfer", "warnings", "follow_up")
MAX_TEXT = 8_000


def clean_content(content: dict[str, object]) -> dict[str, object]:
    """Known sections only, as trimmed text."""
    unknown = set(content) - set(SECTIONS)
    if unknown:
        raise Invalid("opinion.unknown_section", field=min(unknown))
    clean: dict[str, object] = {}
    for name in SECTIONS:
        text = content.get(name, "")
        if not isinstance(text, str) or len(text) > MAX_TEXT:
            raise Invalid("opinion.text_too_long", field=name, limit=MAX_TEXT)
        if text.strip():
            clean[name] = text.strip()
    return clean


def unanswered(questions: Sequence[Question], answers: Iterable[Answer]) -> list[int]:
    """Numbers of the questions that have neither an answer nor a reason for having none."""
    done = {answer.question_no for answer in answers if answer.complete}
    return [question.no for question in questions if question.no not in done]


def content_hash(content: dict[str, object], answers: Iterable[Answer]) -> str:
    """SHA-256 of the canonical JSON of what is being signed."""
    rows = [[a.question_no, a.text, a.cannot, a.reason] for a in answers]
    text = json.dumps([content, sorted(rows)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
