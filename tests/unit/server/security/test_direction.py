"""Signs that turn text around never come in, however they are written."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from server.security.web.direction import TURNING, json_without_turning, without_turning

SIGNS = st.sampled_from([*TURNING, "\\", '"', "u", "2", "\u200f", "张"])
TEXT = st.text(SIGNS | st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    TEXT | st.none() | st.integers(),
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


def cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return without_turning(value)
    if isinstance(value, list):
        return [cleaned(each) for each in value]
    if isinstance(value, dict):
        return {without_turning(name): cleaned(each) for name, each in value.items()}
    return value


@given(VALUES, st.booleans())
def test_json_loses_the_turning_signs_and_nothing_else(value: Any, ascii_only: bool) -> None:
    raw = json.dumps(value, ensure_ascii=ascii_only).encode()
    told = json_without_turning(raw).decode()
    assert json.loads(told) == cleaned(value)


def test_marks_of_right_to_left_scripts_stay() -> None:
    assert without_turning("\u200fمريض\u200e 58\u202e mg") == "\u200fمريض\u200e 58 mg"
    assert json_without_turning(b'"a\\u202Eb\\\\u202ec"') == b'"ab\\\\u202ec"'
