"""Trauma (创伤): mechanism, Glasgow Coma Scale with its sum, FAST by region."""

from consult.cases.forms.shipped.parts import (
    Three,
    choice,
    choices,
    eye_verbal_motor,
    phrases,
    section,
    text,
    time,
    yes_no,
)
from consult.cases.forms.template import Template, TemplateField, Words


def _fast(code: str, words: Three) -> TemplateField:
    return choice(
        f"fast_{code}",
        words,
        ("negative", ("Negative", "阴性", "Âm tính")),
        ("positive", ("Positive", "阳性", "Dương tính")),
        ("unclear", ("Unclear", "不确定", "Không rõ")),
    )


TRAUMA = Template(
    code="trauma",
    version=1,
    words=Words("Trauma", "创伤", "Chấn thương"),
    specialties=("general_surgery", "orthopaedics", "neurosurgery", "emergency"),
    complaints=phrases(
        ("Road traffic injury", "车祸伤", "Tai nạn giao thông"),
        ("Fall from a height", "高处坠落", "Ngã cao"),
        ("Head injury", "颅脑外伤", "Chấn thương sọ não"),
        ("Abdominal injury", "腹部外伤", "Chấn thương bụng"),
    ),
    questions=phrases(
        ("Operate here, or transfer?", "就地手术还是转诊？", "Mổ tại chỗ hay chuyển tuyến?"),
        ("Is there bleeding?", "有无活动性出血？", "Có đang chảy máu không?"),
        (
            "How do we stabilise before transfer?",
            "转运前如何稳定？",
            "Ổn định thế nào trước khi chuyển?",
        ),
    ),
    sections=(
        section(
            ("Injury", "受伤", "Tổn thương"),
            time("injured_at", ("Time of injury", "受伤时间", "Lúc bị thương")),
            choice(
                "mechanism",
                ("Mechanism", "致伤原因", "Cơ chế"),
                ("road", ("Road traffic", "交通伤", "Giao thông")),
                ("fall", ("Fall", "坠落／跌倒", "Ngã")),
                ("crush", ("Crush", "挤压", "Đè ép")),
                ("sharp", ("Sharp", "锐器", "Vật sắc")),
                ("blunt", ("Blunt", "钝器", "Vật tù")),
                ("burn", ("Burn", "烧伤", "Bỏng")),
                ("other", ("Other", "其他", "Khác")),
            ),
            choices(
                "regions",
                ("Regions", "部位", "Vùng"),
                ("head", ("Head", "头", "Đầu")),
                ("neck", ("Neck", "颈", "Cổ")),
                ("chest", ("Chest", "胸", "Ngực")),
                ("abdomen", ("Abdomen", "腹", "Bụng")),
                ("pelvis", ("Pelvis", "骨盆", "Khung chậu")),
                ("spine", ("Spine", "脊柱", "Cột sống")),
                ("limbs", ("Limbs", "四肢", "Chi")),
            ),
            yes_no("bleeding", ("Bleeding uncontrolled", "出血未控制", "Chảy máu chưa cầm")),
        ),
        section(
            ("Glasgow Coma Scale", "格拉斯哥昏迷评分", "Thang điểm Glasgow"),
            *eye_verbal_motor(),
            choice(
                "pupils",
                ("Pupils", "瞳孔", "Đồng tử"),
                ("equal", ("Equal, reacting", "等大，对光反射存在", "Đều, có phản xạ")),
                ("left", ("Left larger", "左侧散大", "Giãn trái")),
                ("right", ("Right larger", "右侧散大", "Giãn phải")),
                ("both", ("Both wide", "双侧散大", "Giãn hai bên")),
            ),
        ),
        section(
            ("FAST", "FAST 超声", "Siêu âm FAST"),
            _fast("right", ("Right upper", "右上腹", "Trên phải")),
            _fast("left", ("Left upper", "左上腹", "Trên trái")),
            _fast("pelvis", ("Pelvis", "盆腔", "Tiểu khung")),
            _fast("pericardium", ("Pericardium", "心包", "Màng tim")),
            _fast("chest", ("Chest", "胸腔", "Màng phổi")),
            text("given", ("Done so far", "已处理", "Đã xử trí")),
        ),
    ),
)
