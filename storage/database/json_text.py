"""JSON as it is written into columns."""

import json

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def dump_json(value: object) -> str:
    """Compact, with Chinese as it is; NaN and infinities raise ValueError on both databases."""
    return _encode(value)
