"""Lead names and codes.

ISO/IEEE 11073-10101 partition 2 (`2:n`), SCP-ECG (EN 1064 table 5) and DICOM's SCPECG scheme
(`5.6.3-9-n`) share the numbers n.
"""

from __future__ import annotations

import re

_NAMES: dict[int, str] = {
    1: "I",
    2: "II",
    **{n: f"V{n - 2}" for n in range(3, 10)},
    **{n: f"V{n - 8}R" for n in range(10, 16)},
    16: "X",
    17: "Y",
    18: "Z",
    61: "III",
    62: "aVR",
    63: "aVL",
    64: "aVF",
    65: "-aVR",
    66: "V8",
    67: "V9",
    68: "V8R",
    69: "V9R",
}
_NUMBERS = {name.upper(): number for number, name in _NAMES.items()}
_VECTOR = {"X", "Y", "Z"}
# "I" alone is too common a word to be found inside free text; spelled prefixes make it safe.
_PREFIX = re.compile(r"^(?:ECG|EKG|LEAD|MDC_ECG_LEAD_|\s|[-_:])+", re.IGNORECASE)
_FIRST_WORD = re.compile(r"^-?[A-Z]+[0-9]*R?(?=$|[\s,(])", re.IGNORECASE)


def from_number(number: int) -> tuple[str, str]:
    """Name and `2:n` code of an SCP/MDC lead number; ("", "") when it is not a lead we know."""
    name = _NAMES.get(number, "")
    return (name, f"2:{number}") if name else ("", "")


def from_label(label: str, *, vectors: bool = True) -> tuple[str, str]:
    """Name and code of a lead written as text: "Lead aVR", "ECG V1", "aVL, augmented …".

    `vectors=False` does not accept X, Y, Z, which elsewhere name accelerometer axes.
    """
    stripped = _PREFIX.sub("", label.strip())
    word = _FIRST_WORD.match(stripped)
    key = word.group(0).upper() if word else ""
    if key == "AVRNEG":
        key = "-AVR"
    if not vectors and key in _VECTOR:
        return "", ""
    number = _NUMBERS.get(key)
    return from_number(number) if number else ("", "")


def from_code(value: str, scheme: str) -> tuple[str, str]:
    """Name and code of a DICOM Channel Source code (PS3.16 CID 3001), by value."""
    value = value.strip()
    if value.upper().startswith("MDC_ECG_LEAD_"):
        return from_label(value)
    match = re.fullmatch(r"(?:2:|5\.6\.3-9-)(\d{1,3})", value)
    if match:
        return from_number(int(match.group(1)))
    if value.isdigit() and scheme.strip().upper() in {"MDC", "SCPECG"} and len(value) <= 6:
        return from_number(_context_free(int(value)))
    return "", ""


def _context_free(code: int) -> int:
    """The lead number in a context-free MDC code (131329 = MDC_ECG_ELEC_POTL_I = 2:257)."""
    offset = code - 2 * 65536
    return offset - 256 if offset > 256 else max(offset, 0)
