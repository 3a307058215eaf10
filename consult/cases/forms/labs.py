"""Laboratory results with units, reference ranges, flags and times (检验)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from consult.cases.forms.details import instant
from consult.errors import Invalid

MAX_TESTS = 80
MAX_RESULTS = 30
MAX_VALUE = 60


@dataclass(frozen=True, slots=True)
class LabTest:
    """Adult reference range in `unit`; beyond `critical_*` a result is a critical value (危急值).

    Our defaults: a laboratory's own range, typed beside the result, wins.
    """

    code: str
    en: str
    zh: str
    vi: str
    unit: str
    low: float | None = None
    high: float | None = None
    critical_low: float | None = None
    critical_high: float | None = None


LABS: tuple[LabTest, ...] = (
    LabTest(
        "ctni", "Troponin I (hs)", "肌钙蛋白I(高敏)", "Troponin I (hs)", "ng/L", 0, 26, None, 500
    ),
    LabTest(
        "ctnt", "Troponin T (hs)", "肌钙蛋白T(高敏)", "Troponin T (hs)", "ng/L", 0, 14, None, 100
    ),
    LabTest("ckmb", "CK-MB", "肌酸激酶同工酶", "CK-MB", "U/L", 0, 25),
    LabTest("myo", "Myoglobin", "肌红蛋白", "Myoglobin", "ng/mL", 0, 70),
    LabTest("ntprobnp", "NT-proBNP", "NT-proBNP", "NT-proBNP", "ng/L", 0, 125),
    LabTest("ddimer", "D-dimer", "D-二聚体", "D-dimer", "mg/L FEU", 0, 0.5),
    LabTest("wbc", "White cells", "白细胞", "Bạch cầu", "10⁹/L", 3.5, 9.5, 1.5, 30),
    LabTest("neut", "Neutrophils", "中性粒细胞", "Bạch cầu trung tính", "%", 40, 75),
    LabTest("hb", "Haemoglobin", "血红蛋白", "Hemoglobin", "g/L", 115, 175, 50, 200),
    LabTest("hct", "Haematocrit", "红细胞压积", "Hematocrit", "%", 35, 50),
    LabTest("plt", "Platelets", "血小板", "Tiểu cầu", "10⁹/L", 125, 350, 30, 1000),
    LabTest("crp", "C-reactive protein", "C反应蛋白", "CRP", "mg/L", 0, 10),
    LabTest("pct", "Procalcitonin", "降钙素原", "Procalcitonin", "ng/mL", 0, 0.05),
    LabTest("k", "Potassium", "钾", "Kali", "mmol/L", 3.5, 5.3, 2.8, 6.2),
    LabTest("na", "Sodium", "钠", "Natri", "mmol/L", 137, 147, 120, 160),
    LabTest("cl", "Chloride", "氯", "Clo", "mmol/L", 99, 110),
    LabTest("ca", "Calcium", "钙", "Canxi", "mmol/L", 2.11, 2.52, 1.6, 3.5),
    LabTest("mg", "Magnesium", "镁", "Magie", "mmol/L", 0.75, 1.02),
    LabTest("glu", "Glucose", "血糖", "Glucose", "mmol/L", 3.9, 6.1, 2.2, 22.2),
    LabTest("hba1c", "HbA1c", "糖化血红蛋白", "HbA1c", "%", 4, 6),
    LabTest("urea", "Urea", "尿素", "Ure", "mmol/L", 3.1, 8, None, 36),
    LabTest("crea", "Creatinine", "肌酐", "Creatinin", "µmol/L", 41, 111, None, 650),
    LabTest("ua", "Uric acid", "尿酸", "Acid uric", "µmol/L", 155, 428),
    LabTest("alt", "ALT", "丙氨酸氨基转移酶", "ALT", "U/L", 7, 50),
    LabTest("ast", "AST", "天门冬氨酸氨基转移酶", "AST", "U/L", 13, 40),
    LabTest(
        "tbil", "Bilirubin, total", "总胆红素", "Bilirubin toàn phần", "µmol/L", 0, 23, None, 307
    ),
    LabTest("alb", "Albumin", "白蛋白", "Albumin", "g/L", 40, 55),
    LabTest("amy", "Amylase", "淀粉酶", "Amylase", "U/L", 35, 135),
    LabTest("lip", "Lipase", "脂肪酶", "Lipase", "U/L", 0, 60),
    LabTest("lac", "Lactate", "乳酸", "Lactat", "mmol/L", 0.5, 2.2, None, 5),
    LabTest("ph", "pH", "pH", "pH", "", 7.35, 7.45, 7.2, 7.6),
    LabTest("pao2", "PaO₂", "氧分压", "PaO₂", "mmHg", 80, 100, 45, None),
    LabTest("paco2", "PaCO₂", "二氧化碳分压", "PaCO₂", "mmHg", 35, 45, 20, 70),
    LabTest("hco3", "Bicarbonate", "碳酸氢根", "HCO₃⁻", "mmol/L", 22, 27, 10, 40),
    LabTest("pt", "Prothrombin time", "凝血酶原时间", "PT", "s", 11, 14.5, None, 30),
    LabTest("inr", "INR", "INR", "INR", "", 0.8, 1.2, None, 5),
    LabTest("aptt", "APTT", "活化部分凝血活酶时间", "APTT", "s", 25, 37, None, 70),
    LabTest("fib", "Fibrinogen", "纤维蛋白原", "Fibrinogen", "g/L", 2, 4, 1, None),
    LabTest("tsh", "TSH", "促甲状腺激素", "TSH", "mIU/L", 0.27, 4.2),
    LabTest("hcg", "β-hCG", "β-hCG", "β-hCG", "IU/L", 0, 5),
    LabTest("ldl", "LDL cholesterol", "低密度脂蛋白胆固醇", "LDL-C", "mmol/L", 0, 3.4),
    LabTest("tg", "Triglycerides", "甘油三酯", "Triglycerid", "mmol/L", 0, 1.7),
)
KNOWN = {test.code: test for test in LABS}


def flag(value: float, low: float | None, high: float | None, test: LabTest | None) -> str:
    """LL and HH are critical values; empty within the range."""
    if test is not None and test.critical_low is not None and value <= test.critical_low:
        return "LL"
    if test is not None and test.critical_high is not None and value >= test.critical_high:
        return "HH"
    if low is not None and value < low:
        return "L"
    return "H" if high is not None and value > high else ""


def clean_labs(raw: object) -> list[dict[str, object]]:
    """Tests with the range they are judged by and a flag per result, oldest result first.

    A test is one of `LABS` or named freely; a result is a number, or words ("positive").
    Raises Invalid naming ``labs.<row>``.
    """
    if not raw:
        return []
    if not isinstance(raw, list | tuple) or len(raw) > MAX_TESTS:
        raise Invalid("form.bad_lab", field="labs")
    rows = [_row(each, f"labs.{index}") for index, each in enumerate(raw)]
    return [row for row in rows if row["results"]]


def _row(raw: object, name: str) -> dict[str, object]:
    if not isinstance(raw, dict) or set(raw) - {"code", "name", "unit", "low", "high", "results"}:
        raise Invalid("form.bad_lab", field=name)
    code = str(raw.get("code") or "")
    test = KNOWN.get(code)
    label, unit = _word(raw, "name", name, 80), _word(raw, "unit", name, 20)
    if (code and test is None) or (not code and not label):
        raise Invalid("form.bad_lab", field=name)
    low = _bound(raw, "low", test.low if test else None, name)
    high = _bound(raw, "high", test.high if test else None, name)
    own_unit = bool(unit) and test is not None and unit != test.unit
    judge = None if own_unit else test
    results = raw.get("results") or []
    if not isinstance(results, list | tuple) or len(results) > MAX_RESULTS:
        raise Invalid("form.bad_lab", field=name)
    clean = [_result(each, low, high, judge, name) for each in results]
    row: dict[str, object] = {"code": code, "unit": unit or (test.unit if test else "")}
    if label and test is None:
        row["name"] = label
    row |= {edge: bound for edge, bound in (("low", low), ("high", high)) if bound is not None}
    return row | {"results": sorted(clean, key=lambda result: str(result.get("at", "")))}


def _result(
    raw: object, low: float | None, high: float | None, test: LabTest | None, name: str
) -> dict[str, object]:
    if not isinstance(raw, dict) or set(raw) - {"at", "value", "flag"}:
        raise Invalid("form.bad_lab", field=name)
    value: Any = raw.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Invalid("form.bad_lab", field=name)
    if isinstance(value, str):
        value = value.strip()
        if not value or len(value) > MAX_VALUE:
            raise Invalid("form.bad_lab", field=name)
        result: dict[str, object] = {"value": value}
    elif abs(value) < 1e12:
        result = {"value": value, "flag": flag(value, low, high, test)}
    else:
        raise Invalid("form.bad_number", field=name)
    return result | ({"at": instant(raw["at"], name)} if raw.get("at") else {})


def _word(raw: dict[Any, Any], key: str, name: str, limit: int) -> str:
    text = raw.get(key) or ""
    if not isinstance(text, str) or len(text) > limit:
        raise Invalid("form.bad_lab", field=name)
    return text.strip()


def _bound(raw: dict[Any, Any], key: str, usual: float | None, name: str) -> float | None:
    value = raw.get(key)
    if value is None:
        return usual
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e12:
        raise Invalid("form.bad_number", field=name)
    return value
