"""Rehabilitation (康复): function before and now, Barthel index with its sum (0 to 100)."""

from consult.cases.forms.shipped.parts import (
    Three,
    choice,
    choices,
    number,
    phrases,
    score,
    section,
    text,
    total,
)
from consult.cases.forms.template import Template, TemplateField, Words

_ALONE = ("alone", "独立", "tự làm")
_HELP = ("with help", "需帮助", "cần giúp")
_NOT = ("not able", "不能", "không làm được")


def _item(code: str, words: Three, *points: int) -> TemplateField:
    """The last is done alone, the first not at all, what lies between needs help."""
    said = {points[0]: _NOT, points[-1]: _ALONE}
    options = []
    for each in reversed(points):
        en, zh, vi = said.get(each, _HELP)
        options.append((each, (f"{each} {en}", f"{each} {zh}", f"{each} {vi}")))
    return score(f"barthel_{code}", words, *options)


BARTHEL = (
    _item("feeding", ("Eating", "进食", "Ăn uống"), 0, 5, 10),
    _item("bathing", ("Bathing", "洗澡", "Tắm"), 0, 5),
    _item("grooming", ("Grooming", "修饰", "Vệ sinh cá nhân"), 0, 5),
    _item("dressing", ("Dressing", "穿衣", "Mặc quần áo"), 0, 5, 10),
    _item("bowels", ("Bowels", "大便控制", "Đại tiện"), 0, 5, 10),
    _item("bladder", ("Bladder", "小便控制", "Tiểu tiện"), 0, 5, 10),
    _item("toilet", ("Toilet", "如厕", "Dùng nhà vệ sinh"), 0, 5, 10),
    _item("transfer", ("Bed to chair", "床椅转移", "Từ giường sang ghế"), 0, 5, 10, 15),
    _item("walking", ("Walking", "平地行走", "Đi lại"), 0, 5, 10, 15),
    _item("stairs", ("Stairs", "上下楼梯", "Lên xuống cầu thang"), 0, 5, 10),
)

REHABILITATION = Template(
    code="rehabilitation",
    version=1,
    words=Words("Rehabilitation", "康复", "Phục hồi chức năng"),
    specialties=("rehabilitation", "neurology", "orthopaedics", "general_medicine"),
    complaints=phrases(
        ("Weakness after stroke", "卒中后肢体无力", "Yếu liệt sau đột quỵ"),
        ("After a joint operation", "关节术后", "Sau mổ khớp"),
        ("Spinal cord injury", "脊髓损伤", "Tổn thương tủy sống"),
    ),
    questions=phrases(
        (
            "Which programme, how often?",
            "如何制订康复计划？",
            "Chương trình tập nào, bao lâu một lần?",
        ),
        ("May we put weight on it?", "能否负重？", "Có được chịu lực không?"),
    ),
    sections=(
        section(
            ("Course", "病程", "Diễn biến"),
            number(
                "days_since",
                ("Days since onset or operation", "发病或术后天数", "Số ngày từ khi bệnh / mổ"),
                "d",
                0,
                20000,
            ),
            choice(
                "before",
                ("Before", "病前", "Trước đây"),
                ("independent", ("Independent", "独立", "Tự lập")),
                ("some_help", ("Some help", "部分依赖", "Cần giúp một phần")),
                ("dependent", ("Dependent", "依赖", "Phụ thuộc")),
            ),
            choices(
                "problems",
                ("Problems", "功能障碍", "Rối loạn"),
                ("motor", ("Movement", "运动", "Vận động")),
                ("speech", ("Speech", "言语", "Ngôn ngữ")),
                ("swallowing", ("Swallowing", "吞咽", "Nuốt")),
                ("cognition", ("Cognition", "认知", "Nhận thức")),
                ("pain", ("Pain", "疼痛", "Đau")),
                ("spasticity", ("Spasticity", "痉挛", "Co cứng")),
            ),
            number("pain", ("Pain 0–10", "疼痛 0–10", "Đau 0–10"), "", 0, 10),
        ),
        section(
            ("Barthel index", "Barthel 指数", "Chỉ số Barthel"),
            *BARTHEL,
            total("barthel", ("Barthel", "Barthel 总分", "Điểm Barthel"), 100, *BARTHEL),
        ),
        section(
            ("At home", "家庭", "Ở nhà"),
            text("goal", ("What the patient wants", "患者目标", "Mục tiêu của người bệnh")),
            text("home", ("Home and helpers", "居家环境与照护者", "Nhà ở và người chăm sóc")),
        ),
    ),
)
