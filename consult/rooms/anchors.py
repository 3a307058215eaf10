"""Where on an image, a trace or a form a message points; a click takes the reader there.

Coordinates are the material's own: frame numbers from 1 (PS3.3 C.7.6.6), seconds from the start of
a recording, image columns and rows in pixels.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from consult.ids import is_id

BAD_ANCHOR = "room.bad_anchor"
MAX_UID = 64
MAX_LEAD = 8
MAX_FIELD = 80
MAX_FRAME = 1_000_000
MAX_SECONDS = 14 * 24 * 3600.0


def _id(value: object) -> bool:
    return isinstance(value, str) and is_id(value)


def _uid(value: object) -> bool:
    """DICOM PS3.5 §9.1."""
    if not isinstance(value, str) or not 0 < len(value) <= MAX_UID:
        return False
    return all(part.isascii() and part.isdigit() for part in value.split("."))


def _frame(value: object) -> bool:
    return type(value) is int and 1 <= value <= MAX_FRAME


def _number(value: object) -> bool:
    return type(value) in (int, float) and math.isfinite(float(str(value)))


def _seconds(value: object) -> bool:
    return _number(value) and 0 <= float(str(value)) <= MAX_SECONDS


def _pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_number, value))


def _lead(value: object) -> bool:
    return (
        isinstance(value, str) and 0 < len(value) <= 8 and value.isascii() and value.isprintable()
    )


def _field(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_FIELD and value.isprintable()


Check = Callable[[object], bool]

# kind: (what must be there, what may be there)
ANCHORS: Mapping[str, tuple[Mapping[str, Check], Mapping[str, Check]]] = {
    "ecg": ({"material": _id}, {"lead": _lead, "t": _seconds}),
    "image": (
        {"material": _id, "series": _uid, "instance": _uid},
        {"frame": _frame, "window": _pair, "point": _pair},
    ),
    "material": ({"material": _id}, {}),
    "field": ({"field": _field}, {}),
    "question": ({"no": _frame}, {}),
}


def anchor_flaw(anchor: Mapping[str, object] | None) -> str | None:
    """The code of what is wrong with an anchor, None when nothing is or there is none."""
    if anchor is None:
        return None
    kind = anchor.get("kind")
    if not isinstance(kind, str) or kind not in ANCHORS:
        return BAD_ANCHOR
    required, optional = ANCHORS[kind]
    given = {name: value for name, value in anchor.items() if name != "kind"}
    if not set(required) <= set(given) or not set(given) <= set(required) | set(optional):
        return BAD_ANCHOR
    checks = {**required, **optional}
    return None if all(checks[name](value) for name, value in given.items()) else BAD_ANCHOR
