"""No code leaves the server, and none reaches a page, without words for it in every language."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from consult.actions.network import fields
from consult.cases.forms.base import MEASURES, ROUTINE_TEXTS, TEXTS
from consult.cases.workflow.workflows import WORKFLOWS
from consult.referrals.states import REFERRALS
from consult.reports.opinion import SECTIONS
from consult.studies.reasons import Caution, Reason
from server.texts import LOCALES, catalogue, choose_locale, say

ROOT = Path(__file__).resolve().parents[4]
PAGES = ROOT / "web" / "src" / "i18n"
CODE = re.compile(r"[a-z_]+(\.[a-z_]+)+")
# Codes that errors of these kinds make of what they are about.
SUFFIXED = {"NotFound": "not_found", "NoSuchRoute": "not_found", "StaleVersion": "stale_version"}
# Codes a page meets without the sentence that goes with an answer over HTTP: refusals over the
# live line and of uploads, and why something may not be signed.
BARE = ("policy.", "room.", "opinion.", "upload.")


@cache
def trees() -> dict[str, ast.Module]:
    files = (
        each for name in ("consult", "storage", "server") for each in (ROOT / name).rglob("*.py")
    )
    return {str(file.relative_to(ROOT)): ast.parse(file.read_text("utf-8")) for file in files}


def nodes(kind: type[ast.AST], under: str = "") -> Iterator[ast.AST]:
    for file, tree in trees().items():
        if file.startswith(under):
            yield from (node for node in ast.walk(tree) if isinstance(node, kind))


def codes(node: ast.AST | None) -> set[str]:
    """Every string in it that could be a code."""
    found = (
        (each.value for each in ast.walk(node) if isinstance(each, ast.Constant)) if node else ()
    )
    return {text for text in found if isinstance(text, str) and CODE.fullmatch(text)}


@cache
def error_classes() -> frozenset[str]:
    """HuizhenError and what is made of it, by name, however far down."""
    known = {"HuizhenError"}
    classes = [node for node in nodes(ast.ClassDef) if isinstance(node, ast.ClassDef)]
    for _ in range(5):
        known |= {
            each.name
            for each in classes
            if known & {base.id for base in each.bases if isinstance(base, ast.Name)}
        }
    return frozenset(known)


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


@cache
def raised() -> frozenset[str]:
    found: set[str] = set()
    for call in nodes(ast.Call):
        assert isinstance(call, ast.Call)
        first = call.args[0] if call.args else None
        name, text = name_of(call), getattr(first, "value", None)
        if name in SUFFIXED and isinstance(text, str):
            found.add(f"{text}.{SUFFIXED[name]}")
        elif name in error_classes():
            found |= codes(first)
        elif name == "_deny" and isinstance(text, str):
            found.add(f"policy.{text}")
    for made in nodes(ast.ClassDef):
        assert isinstance(made, ast.ClassDef)
        if made.name in error_classes():
            found |= codes(made)
    for told in nodes(ast.Return, "consult/"):
        assert isinstance(told, ast.Return)
        if isinstance(told.value, ast.Constant | ast.IfExp):
            found |= codes(told.value)
    for module in nodes(ast.Module, "consult/rooms/protocol"):
        found |= codes(module)
    # What becomes of a file is no refusal of a request; it has texts and a test of its own.
    return frozenset(code for code in found | policy_reasons() if not code.startswith("intake."))


def policy_reasons() -> set[str]:
    (page,) = nodes(ast.Module, "consult/access/policy.py")
    personal = next(n for n in ast.walk(page) if getattr(n, "name", "") == "_personal")
    constants = [n.value for n in ast.walk(personal) if isinstance(n, ast.Constant)]
    texts = (text for text in constants if isinstance(text, str))
    return {f"policy.{text}" for text in texts if re.fullmatch(r"[a-z_]+", text)}


def page(locale: str, area: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((PAGES / locale / f"{area}.json").read_text("utf-8"))
    return found


def test_the_collector_sees_codes_of_every_kind():
    assert len(raised()) > 140
    assert {
        *("session.wrong_password", "route.not_found", "request.stale_version"),
        *("policy.not_your_case", "policy.not_offered_to_you", "room.too_fast"),
        *("upload.disk_full", "database.newer", "opinion.partnership_ended"),
        *("room.earlier_refused", "request.illegal_move", "pixels.undecodable"),
    } <= raised()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_code_has_words_in_every_language(locale: str):
    mute = [code for code in raised() if say(locale, f"errors.{code}") == f"errors.{code}"]
    assert sorted(mute) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_codes_that_come_without_a_sentence_have_the_servers_words_on_the_page(locale: str):
    theirs = page(locale, "errors")
    ours = {code: catalogue(locale).get(f"errors.{code}", "") for code in {*raised(), *theirs}}
    # Only the server has names for fields, so those sentences come from it.
    wanted = {code for code in raised() if code.startswith(BARE) and "{field}" not in ours[code]}
    assert sorted(code for code in wanted if ours[code] and code not in theirs) == []
    shared = {code: text for code, text in theirs.items() if ours[code] and code != "unexpected"}
    assert shared == {code: ours[code] for code in shared}


@pytest.mark.parametrize("locale", LOCALES)
def test_what_became_of_a_file_is_told_alike_by_server_and_page(locale: str):
    ours, theirs = catalogue(locale), page(locale, "intake")
    reasons = {reason.value.removeprefix("intake.") for reason in (*Reason, *Caution)}
    assert sorted(reasons - set(theirs)) == []
    assert {key: ours.get(f"intake.{key}") for key in theirs} == theirs


@pytest.mark.parametrize("locale", LOCALES)
def test_lines_the_system_writes_into_a_room_have_words(locale: str):
    moves = {
        f"{'referral' if kind in REFERRALS else 'request'}.{action}"
        for kind, flow in WORKFLOWS.items()
        for _, action in flow.rules
    }
    written = {
        code
        for call in nodes(ast.Call, "consult/actions")
        if isinstance(call, ast.Call) and name_of(call) == "SystemNote"
        for code in codes(call)
    }
    (materials,) = nodes(ast.Module, "consult/actions/studies/materials.py")
    told = {code for code in codes(materials) if code.startswith("material.")}
    written |= told - raised() - {"material.not_found"}
    assert {"material.withdrawn", "material.added", "case.opened"} <= written
    known = page(locale, "room")
    assert sorted(code for code in moves | written if f"system.{code}" not in known) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_fields_of_forms_have_names(locale: str):
    fields = {*TEXTS, *ROUTINE_TEXTS, *SECTIONS, *(f"vitals.{name}" for name in MEASURES)}
    assert sorted(name for name in fields if f"fields.{name}" not in catalogue(locale)) == []


def test_one_list_of_languages():
    assert set(LOCALES) == set(fields.LOCALES)
    assert {each.name for each in PAGES.iterdir() if each.is_dir()} == set(LOCALES)


def test_numbers_and_names_of_fields_are_written_in_the_language():
    wrong = {"field": "vitals.temperature", "low": 35.5, "high": 45, "unit": "°C"}
    assert say("vi", "errors.form.out_of_range", **wrong) == (
        "Nhiệt độ ngoài khoảng 35,5–45 °C. Hãy kiểm tra lại số."
    )
    assert say("en", "errors.form.out_of_range", **wrong).startswith("Temperature is outside 35.5")
    missing = say("zh-CN", "errors.request.incomplete", missing=["chief_complaint", "consent"])
    assert missing == "尚未填写完整：主诉, 知情同意。"
    assert say("vi", "errors.opinion.text_too_long", field="answers.2", limit=9).startswith(
        "Câu trả lời 2 "
    )
    assert say("en", "errors.pixels.undecodable", reason="intake.unreadable.pixels") == (
        "This image cannot be shown: its picture data are damaged and cannot be decoded."
    )


@pytest.mark.parametrize(
    ("header", "locale"),
    [("vi-VN,vi;q=0.9,en;q=0.8", "vi"), ("vi;q=0, zh", "zh-CN"), ("*", "en"), ("tlh", "en")],
)
def test_vietnamese_and_what_is_not_wanted(header: str, locale: str):
    assert choose_locale(header) == locale
    assert choose_locale("tlh", otherwise="vi") == "vi"
