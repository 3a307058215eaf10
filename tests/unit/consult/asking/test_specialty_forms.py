"""Templates are whole data; what is filled in fits them, totals are reckoned, versions are kept."""

from __future__ import annotations

import json
from typing import Any

import pytest

from consult.actions.asking import forms as writing
from consult.actions.asking import lists
from consult.actions.asking.forms import WriteForm, template_named
from consult.cases import forms
from consult.cases.forms.base import clean_form
from consult.cases.forms.details import clean_details
from consult.cases.forms.diagnoses import CODE, clean_diagnoses, common
from consult.cases.forms.labs import clean_labs
from consult.cases.forms.shipped import SHIPPED
from consult.cases.forms.shipped.stroke import NIHSS, STROKE
from consult.cases.forms.shipped.trauma import TRAUMA
from consult.cases.forms.template import FieldKind, Template
from consult.errors import Invalid
from consult.network.specialties import SPECIALTIES
from storage.repositories.views.asking.lists import find_codes, template_versions
from tests.worlds.steps import attempt
from tests.worlds.world import World

BY_CODE = {template.code: template for template in SHIPPED}
COMPLAINT = {"chief_complaint": "sudden weakness"}


def test_what_ships_is_whole_and_survives_as_json() -> None:
    assert tuple(BY_CODE) == forms.TEMPLATES
    for template in SHIPPED:
        assert Template.from_json(json.loads(json.dumps(template.as_json()))) == template
        assert set(template.specialties) <= set(SPECIALTIES)
        words = [field.words for field in template.fields.values()]
        words += [option.words for field in template.fields.values() for option in field.options]
        assert all(each.en and each.zh and each.vi for each in words), template.code


def test_a_stroke_scale_adds_up_only_when_it_is_complete() -> None:
    worst = {field.code: field.options[-1].code for field in NIHSS}
    assert clean_details(STROKE, worst)["nihss"] == 42
    assert "nihss" not in clean_details(STROKE, dict(list(worst.items())[:-1]))
    told = clean_details(STROKE, worst | {"nihss": 3, "last_known_well": "2026-11-21T13:05+08:00"})
    assert (told["nihss"], told["last_known_well"]) == (42, "2026-11-21T05:05:00.000Z")


def test_coma_scale_and_ultrasound_of_an_injury() -> None:
    parts = {"gcs_eye": "2", "gcs_verbal": "2", "gcs_motor": "4", "fast_right": "positive"}
    assert clean_details(TRAUMA, parts) == parts | {"gcs_total": 8}


def test_a_childs_volumes_follow_the_weight() -> None:
    found = clean_form(
        {"vitals": {"weight": 12.5}, "details": {"age_months": 30}}, BY_CODE["child"]
    )
    assert found["details"] == {"age_months": 30, "bolus_10": 125, "bolus_20": 250}


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"mood": 1}, "details.mood"),
        ({"glucose": "5"}, "details.glucose"),
        ({"glucose": True}, "details.glucose"),
        ({"glucose": 400}, "details.glucose"),
        ({"woke_up": "perhaps"}, "details.woke_up"),
        ({"nihss_1a": 3}, "details.nihss_1a"),
        ({"last_known_well": "2026-11-21T13:05"}, "details.last_known_well"),
        (["nihss"], "details"),
    ],
)
def test_what_does_not_fit_a_template_is_asked_back_by_name(details: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean_form({"details": details}, STROKE)
    assert refused.value.params["field"] == field


def test_laboratory_results_are_judged_by_the_range_they_came_with() -> None:
    [k, own, words] = clean_labs(
        [
            {
                "code": "k",
                "results": [
                    {"value": 6.4, "at": "2026-11-21T06:00:00Z"},
                    {"value": 3.1, "at": "2026-11-20T06:00:00Z"},
                ],
            },
            {"code": "k", "low": 3.0, "results": [{"value": 3.1}]},
            {"name": "Rapid test", "results": [{"value": " positive "}]},
            {"code": "na", "results": []},
        ]
    )
    assert (k["unit"], k["low"], k["high"]) == ("mmol/L", 3.5, 5.3)
    assert [(row["value"], row["flag"]) for row in k["results"]] == [(3.1, "L"), (6.4, "HH")]  # type: ignore[attr-defined]
    assert own["results"] == [{"value": 3.1, "flag": ""}]
    assert (words["name"], words["results"]) == ("Rapid test", [{"value": "positive"}])


@pytest.mark.parametrize(
    "lab",
    [
        "k",
        {"code": "unheard of", "results": []},
        {"results": [{"value": 1}]},
        {"code": "k", "results": [{"value": None}]},
        {"code": "k", "results": [{"value": 1e30}]},
        {"code": "k", "results": [{"value": 1, "at": "noon"}]},
        {"code": "k", "low": "3", "results": [{"value": 1}]},
        {"name": "x" * 81, "results": [{"value": 1}]},
    ],
)
def test_a_malformed_result_is_refused(lab: object) -> None:
    with pytest.raises(Invalid):
        clean_labs([lab])


def test_the_curated_codes_are_codes_and_have_three_names() -> None:
    assert len(common()) > 150
    for code, entry in common().items():
        assert CODE.fullmatch(code), code
        assert all((entry.en, entry.zh, entry.vi)), code


@pytest.mark.parametrize("row", [{}, {"code": "21.0"}, {"text": "x" * 301}, "I21", {"who": "x"}])
def test_a_diagnosis_has_words_or_a_code(row: object) -> None:
    with pytest.raises(Invalid):
        clean_diagnoses([row])


def test_codes_are_found_by_number_and_by_words_of_any_language(world: World) -> None:
    with world.store() as store:
        for words in ("I21.1", "下壁心肌梗死", "nhoi mau duoi", "inferior stemi"):
            assert find_codes(store, words)[0].code == "I21.1", words
        assert find_codes(store, "") == []


def test_an_imported_table_wins_over_what_ships(world: World) -> None:
    rows = (
        lists.CodeRow("I21.100x002", "", "急性下壁心肌梗死伴右室梗死", ""),
        lists.CodeRow("I10", "", "原发性高血压（国临版）", ""),
    )
    assert world.do(lists.import_codes, lists.ImportCodes(rows), "admin") == 2
    assert world.do(lists.import_codes, lists.ImportCodes(rows), "admin") == 2
    with world.store() as store:
        assert [row.code for row in find_codes(store, "右室梗死")] == ["I21.100x002"]
        assert [row.zh for row in find_codes(store, "I10")] == ["原发性高血压（国临版）"]
    case = world.case(form=COMPLAINT | {"diagnoses": [{"code": "I10"}, {"text": "vertigo"}]})
    with world.store() as store:
        [form] = store.forms.list(case_id=case.case_id)
    assert form.data["diagnoses"] == [
        {"code": "I10", "text": "", "names": {"zh-CN": "原发性高血压（国临版）"}},
        {"code": "", "text": "vertigo"},
    ]
    bad = lists.ImportCodes((lists.CodeRow("?", "x", "", ""),))
    assert attempt(world, lists.import_codes, bad, "admin") == "codes.bad_row"
    assert attempt(world, lists.import_codes, bad, "hospital.admin") == "policy.not_allowed"


def test_a_new_version_is_for_new_forms_and_old_forms_keep_theirs(world: World) -> None:
    case = world.case(template="stroke", form=COMPLAINT | {"details": {"woke_up": "yes"}})
    definition: dict[str, object] = {
        "code": "stroke",
        "words": {"en": "Stroke", "zh": "卒中", "vi": "Đột quỵ"},
        "specialties": ["neurology"],
        "sections": [
            {
                "words": {"en": "Short", "zh": "简版", "vi": "Ngắn"},
                "fields": [
                    {
                        "code": "minutes",
                        "kind": "number",
                        "words": {"en": "Minutes", "zh": "分钟", "vi": "Phút"},
                        "low": 0,
                        "high": 600,
                    }
                ],
            }
        ],
    }
    made = world.do(lists.publish_template, lists.PublishTemplate(definition=definition), "admin")
    assert made.version == 2
    kept = WriteForm(
        case_id=case.case_id,
        template="stroke",
        template_version=1,
        form=COMPLAINT | {"details": {"woke_up": "no"}},
    )
    assert world.do(writing.write_form, kept, "county.doctor") == 2
    newest = WriteForm(
        case_id=case.case_id, template="stroke", form=COMPLAINT | {"details": {"minutes": 90}}
    )
    assert world.do(writing.write_form, newest, "county.doctor") == 3
    with world.store() as store:
        versions = [row.template_version for row in store.forms.list(case_id=case.case_id)]
        assert template_named(store, "stroke").fields["minutes"].kind is FieldKind.NUMBER
    assert versions == [1, 1, 2]
    unknown = WriteForm(case_id=case.case_id, template="stroke", template_version=9, form={})
    assert attempt(world, writing.write_form, unknown, "county.doctor") == "form.unknown_template"


@pytest.mark.parametrize(
    "change",
    [
        {"words": {"en": "x"}},
        {"specialties": ["astrology"]},
        {"sections": [{"words": {"en": "a", "zh": "a", "vi": "a"}, "fields": [{"code": "a"}]}]},
        {"sections": "none"},
    ],
)
def test_a_malformed_template_is_refused(world: World, change: dict[str, Any]) -> None:
    whole: dict[str, Any] = {
        "code": "ward",
        "words": {"en": "Ward", "zh": "病房", "vi": "Khoa"},
        "specialties": ["cardiology"],
        "sections": [],
    }
    cmd = lists.PublishTemplate(definition=whole | change)
    assert attempt(world, lists.publish_template, cmd, "admin") == "template.bad_definition"


def test_a_hospital_chooses_its_chips(world: World) -> None:
    org = world.orgs["gangcha"]
    cmd = lists.SwitchTemplate(org_id=org, code="obstetric", enabled=False)
    assert attempt(world, lists.switch_template, cmd, "county.doctor") == "policy.not_your_hospital"
    world.do(lists.switch_template, cmd, "hospital.admin")
    with world.store() as store:
        off = [row.code for row in template_versions(store, org) if not row.enabled]
        elsewhere = [
            row for row in template_versions(store, world.orgs["xinhe"]) if not row.enabled
        ]
    assert (off, elsewhere) == (["obstetric"], [])
    general = lists.SwitchTemplate(org_id=org, code="general", enabled=False)
    refusal = attempt(world, lists.switch_template, general, "hospital.admin")
    assert refusal == "template.general_stays"
