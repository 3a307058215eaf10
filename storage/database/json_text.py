"""JSON as it is written into columns."""

import json


def dump_json(value: object) -> str:
    """Compact, with Chinese as it is; NaN and infinities raise ValueError on both databases."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
