"""What is asked of the team about one case, and what each member wrote before the discussion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from consult.errors import Invalid
from consult.mdt.board import check_specialties

TEXTS = (
    "disease",
    "stage",
    "comorbidity",
    "preference",
    "social",
    "images_note",
    "options",
)
# WHO/ECOG performance status; "" is not known.
PERFORMANCE = ("", "0", "1", "2", "3", "4")
MAX_TEXT = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MdtDetail:
    """What is special to a request of kind mdt. `required_specialties` as the chair screened them.

    `cards`: the request card in the room for each action of the final outcome, by its number.
    """

    request_id: str
    board_id: str
    form: dict[str, object]
    required_specialties: tuple[str, ...]
    session_id: str | None = None
    minutes: int = 10
    late_reason: str = ""
    opinions_opened_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    cards: tuple[int, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PreOpinion:
    """Sealed until the discussion opens them: only its author reads it."""

    request_id: str
    person_id: str
    specialty: str
    text: str
    updated_at: datetime
    revision: int = 1


def clean_form(given: Mapping[str, object]) -> dict[str, object]:
    """Known fields as they are kept; raises Invalid naming the one that is wrong."""
    unknown = set(given) - {*TEXTS, "performance_status", "images_ready", "required_specialties"}
    if unknown:
        raise Invalid("mdt.bad_form", field=min(unknown))
    clean: dict[str, object] = {name: clean_text(given.get(name, ""), name) for name in TEXTS}
    status, ready = given.get("performance_status", ""), given.get("images_ready", False)
    if status not in PERFORMANCE:
        raise Invalid("mdt.bad_form", field="performance_status")
    if not isinstance(ready, bool):
        raise Invalid("mdt.bad_form", field="images_ready")
    named = given.get("required_specialties", ())
    if not isinstance(named, list | tuple):
        raise Invalid("mdt.bad_form", field="required_specialties")
    wanted = list(check_specialties(named, "required_specialties"))
    return clean | {
        "performance_status": status,
        "images_ready": ready,
        "required_specialties": wanted,
    }


def clean_text(value: object, field: str, limit: int = MAX_TEXT) -> str:
    if not isinstance(value, str) or len(value) > limit:
        raise Invalid("request.text_too_long", field=field, limit=limit)
    return value.strip()
