"""Short makers for the templates that ship; words are English, Chinese, Vietnamese."""

from __future__ import annotations

from consult.cases.forms.template import FieldKind, Option, Section, TemplateField, Words

Three = tuple[str, str, str]


def section(words: Three, *fields: TemplateField) -> Section:
    return Section(words=Words(*words), fields=fields)


def phrases(*each: Three) -> tuple[Words, ...]:
    return tuple(Words(*words) for words in each)


def number(code: str, words: Three, unit: str, low: float, high: float) -> TemplateField:
    return TemplateField(
        code=code, kind=FieldKind.NUMBER, words=Words(*words), unit=unit, low=low, high=high
    )


def text(code: str, words: Three) -> TemplateField:
    return TemplateField(code=code, kind=FieldKind.TEXT, words=Words(*words))


def time(code: str, words: Three) -> TemplateField:
    return TemplateField(code=code, kind=FieldKind.TIME, words=Words(*words))


def choice(code: str, words: Three, *options: tuple[str, Three]) -> TemplateField:
    return TemplateField(
        code=code,
        kind=FieldKind.CHOICE,
        words=Words(*words),
        options=tuple(Option(name, Words(*said)) for name, said in options),
    )


def choices(code: str, words: Three, *options: tuple[str, Three]) -> TemplateField:
    return TemplateField(
        code=code,
        kind=FieldKind.CHOICES,
        words=Words(*words),
        options=tuple(Option(name, Words(*said)) for name, said in options),
    )


def score(code: str, words: Three, *options: tuple[int, Three]) -> TemplateField:
    """A choice whose options carry points; "untestable" options carry none of their own."""
    return TemplateField(
        code=code,
        kind=FieldKind.CHOICE,
        words=Words(*words),
        options=tuple(Option(str(points), Words(*said), points) for points, said in options),
    )


def total(code: str, words: Three, high: float, *of: TemplateField) -> TemplateField:
    return TemplateField(
        code=code,
        kind=FieldKind.TOTAL,
        words=Words(*words),
        low=0,
        high=high,
        of=tuple(field.code for field in of),
    )


def per_kg(code: str, words: Three, factor: float, unit: str) -> TemplateField:
    return TemplateField(
        code=code, kind=FieldKind.PER_KG, words=Words(*words), unit=unit, factor=factor
    )


def yes_no(code: str, words: Three) -> TemplateField:
    return choice(
        code,
        words,
        ("yes", ("Yes", "是", "Có")),
        ("no", ("No", "否", "Không")),
        ("unknown", ("Unknown", "不详", "Không rõ")),
    )


def eye_verbal_motor() -> tuple[TemplateField, ...]:
    """The three parts of the Glasgow Coma Scale and their sum, 3 to 15."""
    eye = score(
        "gcs_eye",
        ("Eyes (E)", "睁眼 (E)", "Mắt (E)"),
        (4, ("4 spontaneous", "4 自主睁眼", "4 tự mở")),
        (3, ("3 to voice", "3 呼唤睁眼", "3 mở khi gọi")),
        (2, ("2 to pain", "2 刺痛睁眼", "2 mở khi đau")),
        (1, ("1 none", "1 无反应", "1 không mở")),
    )
    verbal = score(
        "gcs_verbal",
        ("Speech (V)", "言语 (V)", "Lời nói (V)"),
        (5, ("5 oriented", "5 回答正确", "5 đúng, định hướng tốt")),
        (4, ("4 confused", "4 回答错误", "4 lú lẫn")),
        (3, ("3 words", "3 语无伦次", "3 từ không phù hợp")),
        (2, ("2 sounds", "2 只能发声", "2 âm vô nghĩa")),
        (1, ("1 none", "1 不能发声", "1 không nói")),
    )
    motor = score(
        "gcs_motor",
        ("Movement (M)", "运动 (M)", "Vận động (M)"),
        (6, ("6 obeys", "6 遵嘱动作", "6 làm theo lệnh")),
        (5, ("5 localises", "5 刺痛定位", "5 gạt đúng chỗ đau")),
        (4, ("4 withdraws", "4 刺痛躲避", "4 rụt chi khi đau")),
        (3, ("3 flexion", "3 刺痛屈曲", "3 gấp cứng")),
        (2, ("2 extension", "2 刺痛过伸", "2 duỗi cứng")),
        (1, ("1 none", "1 无运动", "1 không")),
    )
    return (
        eye,
        verbal,
        motor,
        total("gcs_total", ("GCS", "GCS 总分", "Điểm GCS"), 15, eye, verbal, motor),
    )
