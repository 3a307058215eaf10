"""What an instance is, by its SOP class (PS3.4 §B.5): an image, or kept for another reader."""

from __future__ import annotations

from consult.studies.reasons import Reason

_STORAGE = "1.2.840.10008.5.1.4.1.1."
# By prefix, the longer first.
_KEPT: tuple[tuple[str, Reason], ...] = (
    (_STORAGE + "88.", Reason.STRUCTURED_REPORT),
    (_STORAGE + "104.", Reason.DOCUMENT),
    (_STORAGE + "11.", Reason.PRESENTATION),
    ("1.2.840.10008.5.1.4.34.", Reason.RADIOTHERAPY),
    *(
        (_STORAGE + f"481.{n}", Reason.RADIOTHERAPY)
        for n in ("3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16")
    ),
)
_IMAGES = tuple(
    _STORAGE + family
    for family in ("1", "2", "3", "4", "6", "7", "12", "13", "14", "20", "77", "128", "481.1")
)


def why_kept(sop_class: str) -> Reason:
    """Why an instance without pixel data has nothing to show here."""
    for prefix, reason in _KEPT:
        if sop_class == prefix or (prefix.endswith(".") and sop_class.startswith(prefix)):
            return reason
    image = any(sop_class == uid or sop_class.startswith(uid + ".") for uid in _IMAGES)
    return Reason.NO_PIXELS if image else Reason.NOT_AN_IMAGE
