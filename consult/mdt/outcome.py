"""What the team decides (会诊结论): typed while all look on, circulated, signed, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from consult.errors import Invalid
from consult.ids import is_id
from consult.instants import instant_of
from consult.mdt.proposal import clean_text

TEXTS = ("summary", "decision", "alternatives", "rationale", "trial", "informs_patient")
MAX_TEXT = 8_000
MOST_ACTIONS = 10
MAX_ACTION = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`version` counts how often it was circulated, `revision` every save.

    `attendance` and `quorum` are taken when the discussion is concluded. Without a quorum it is a
    discussion, not an MDT conclusion (讨论不构成MDT结论).
    """

    request_id: str
    content: dict[str, object]
    by: str
    updated_at: datetime
    attendance: tuple[dict[str, object], ...] = ()
    quorum: dict[str, object] | None = None
    circulated_at: datetime | None = None
    sign_by: datetime | None = None
    version: int = 0
    revision: int = 1

    @property
    def mdt_conclusion(self) -> bool:
        return self.quorum is not None and self.quorum.get("met") is True

    @property
    def signers(self) -> frozenset[str]:
        """Members who were there; the chair signs by finalising, the absent do not sign."""
        return frozenset(
            str(row["person_id"]) for row in self.attendance if row["part"] == "member"
        )


class SignatureValue(StrEnum):
    AGREE = "agree"
    AGREE_NOTE = "agree_note"
    DISSENT = "dissent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One member's word on one circulated version, append-only; `text` verbatim."""

    id: str
    request_id: str
    version: int
    person_id: str
    part: str
    specialty: str
    value: SignatureValue
    text: str
    content_sha256: str
    signer: dict[str, object]
    signed_at: datetime


def clean_outcome(given: Mapping[str, object]) -> dict[str, object]:
    unknown = set(given) - {*TEXTS, "review_date", "actions"}
    if unknown:
        raise Invalid("mdt.bad_outcome", field=min(unknown))
    clean: dict[str, object] = {
        name: clean_text(given.get(name, ""), name, MAX_TEXT) for name in TEXTS
    }
    return clean | {
        "review_date": _day(given.get("review_date", "")),
        "actions": _actions(given.get("actions", ())),
    }


def _day(value: object) -> str:
    if value == "":
        return ""
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise Invalid("mdt.bad_outcome", field="review_date") from error


def _actions(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list | tuple) or len(value) > MOST_ACTIONS:
        raise Invalid("mdt.bad_outcome", field="actions")
    return [_action(row) for row in value]


def _action(row: object) -> dict[str, object]:
    if not isinstance(row, Mapping) or not set(row) <= {"text", "owner_id", "due_at"}:
        raise Invalid("mdt.bad_outcome", field="actions")
    owner, due = row.get("owner_id"), row.get("due_at")
    if owner is not None and not (isinstance(owner, str) and is_id(owner)):
        raise Invalid("mdt.bad_outcome", field="actions.owner_id")
    if due is not None and instant_of(due) is None:
        raise Invalid("mdt.bad_outcome", field="actions.due_at")
    text = clean_text(row.get("text", ""), "actions.text", MAX_ACTION)
    return {"text": text, "owner_id": owner, "due_at": due}


def actions_of(content: Mapping[str, object]) -> list[dict[str, object]]:
    """Those that say something."""
    found = content.get("actions")
    rows = found if isinstance(found, list | tuple) else ()
    return [dict(row) for row in rows if row["text"]]


def unsigned(outcome: Outcome, signatures: Iterable[Signature]) -> frozenset[str]:
    """Who was asked to sign this version and has not."""
    done = {row.person_id for row in signatures if row.version == outcome.version}
    return outcome.signers - done
