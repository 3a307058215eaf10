"""Every code has a text in every language, with the same parameters."""

import re
from pathlib import Path
from string import Formatter

import pytest

from consult.network.roles import Role
from server.network.csv_file import KINDS
from server.texts import FALLBACK, LOCALES, catalogue, choose_locale, say

ROOT = Path(__file__).resolve().parents[4]
ERRORS = (
    *("HuizhenError", "Denied", "Invalid", "Conflict", "Duplicate", "Unauthenticated"),
    *("Throttled", "Unavailable", "NotJson", "TooLarge", "WrongMethod", "DiskFull"),
    *("OffsetMismatch", "WrongVersion", "WrongType", "ChecksumMismatch", "ReceivingElsewhere"),
)
RAISED = re.compile(rf'\b(?:{"|".join(ERRORS)})\(\s*"([a-z_.]+)"')
DENIED = re.compile(r'_deny\("([a-z_]+)"\)|return (?:None if \w+ else )?"([a-z]+_[a-z_]+)"')


def parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def sources() -> list[str]:
    packages = (ROOT / name for name in ("consult", "storage", "server"))
    return [path.read_text("utf-8") for package in packages for path in package.rglob("*.py")]


def test_every_error_that_is_raised_has_a_text():
    codes = {code for source in sources() for code in RAISED.findall(source)}
    policy = (ROOT / "consult" / "access" / "policy.py").read_text("utf-8")
    reasons = {first or second for first, second in DENIED.findall(policy)}
    codes |= {f"policy.{reason}" for reason in reasons}
    assert len(codes) > 80
    mute = (code for code in codes if say(FALLBACK, f"errors.{code}") == f"errors.{code}")
    assert sorted(mute) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_says_the_same_things(locale: str):
    base, other = catalogue(FALLBACK), catalogue(locale)
    assert set(other) == set(base)
    differing = [key for key in base if parameters(base[key]) != parameters(other[key])]
    assert differing == []
    assert [key for key, text in other.items() if not text.strip()] == []


def test_codes_the_command_line_names_have_texts():
    known = catalogue(FALLBACK)
    assert {f"cli.role.{role}" for role in Role} | {f"cli.kind.{kind}" for kind in KINDS} <= set(
        known
    )


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        ("", "en"),
        ("zh", "zh-CN"),
        ("zh-TW,en;q=0.9", "zh-CN"),
        ("de, en;q=0.2, zh-Hans;q=0.8", "zh-CN"),
        ("en-GB;q=bad, zh;q=0.1", "zh-CN"),
        ("tlh", "en"),
        ("," * 1000, "en"),
    ],
)
def test_language_of_a_stranger_is_read_from_the_header(header: str, locale: str):
    assert choose_locale(header) == locale


def test_a_text_is_never_the_reason_for_a_failure():
    assert say("en", "errors.form.out_of_range", field="x") == "x is outside – . Check the number."
    assert say("tlh", "errors.session.required") == say("en", "errors.session.required")
    assert say("zh-CN", "errors.unheard_of.not_found") == "内容不存在，或您无权查看。"
    assert say("en", "errors.no.text") == "errors.no.text"
    hostile = say("en", "errors.form.bad_number", field="{limit.__class__}")
    assert hostile == "{limit.__class__} is not a number."
