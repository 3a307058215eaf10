"""Chest pain (胸痛)."""

from consult.cases.forms.shipped.parts import choice, choices, phrases, section, time, yes_no
from consult.cases.forms.template import Template, Words

CHEST_PAIN = Template(
    code="chest_pain",
    version=1,
    words=Words("Chest pain", "胸痛", "Đau ngực"),
    specialties=("cardiology", "emergency"),
    complaints=phrases(
        ("Chest pain", "胸痛", "Đau ngực"),
        ("Chest tightness, sweating", "胸闷伴大汗", "Tức ngực, vã mồ hôi"),
        ("Palpitations", "心悸", "Hồi hộp đánh trống ngực"),
        ("Syncope", "晕厥", "Ngất"),
    ),
    questions=phrases(
        (
            "Is it STEMI? May we give thrombolysis?",
            "是否STEMI，能否溶栓？",
            "Có phải STEMI không? Có dùng tiêu sợi huyết được không?",
        ),
        ("Transfer now?", "是否立即转运？", "Có chuyển ngay không?"),
        ("Which rhythm?", "是什么心律？", "Nhịp gì?"),
    ),
    sections=(
        section(
            ("Chest pain", "胸痛", "Đau ngực"),
            choice(
                "pain_now",
                ("Pain", "胸痛情况", "Cơn đau"),
                ("ongoing", ("Ongoing", "持续", "Đang đau")),
                ("intermittent", ("Comes and goes", "间断", "Từng cơn")),
                ("gone", ("Gone", "已缓解", "Đã hết")),
            ),
            choices(
                "radiation",
                ("Radiates to", "放射至", "Lan đến"),
                ("left_arm", ("Left arm", "左臂", "Tay trái")),
                ("jaw", ("Jaw", "下颌", "Hàm")),
                ("back", ("Back", "后背", "Lưng")),
                ("epigastrium", ("Epigastrium", "上腹", "Thượng vị")),
            ),
            choices(
                "with",
                ("With", "伴随", "Kèm theo"),
                ("sweating", ("Sweating", "大汗", "Vã mồ hôi")),
                ("dyspnoea", ("Dyspnoea", "气促", "Khó thở")),
                ("vomiting", ("Vomiting", "呕吐", "Nôn")),
                ("syncope", ("Syncope", "晕厥", "Ngất")),
            ),
            choice(
                "killip",
                ("Killip class", "Killip 分级", "Phân độ Killip"),
                ("1", ("I", "I 级", "I")),
                ("2", ("II", "II 级", "II")),
                ("3", ("III", "III 级", "III")),
                ("4", ("IV", "IV 级", "IV")),
            ),
        ),
        section(
            ("Times and treatment", "时间与处理", "Thời gian và xử trí"),
            time(
                "first_contact", ("First medical contact", "首次医疗接触", "Tiếp xúc y tế đầu tiên")
            ),
            time("first_ecg", ("First ECG", "首份心电图", "Điện tim đầu tiên")),
            choices(
                "given",
                ("Given", "已用药", "Đã dùng"),
                ("aspirin", ("Aspirin", "阿司匹林", "Aspirin")),
                (
                    "p2y12",
                    ("Clopidogrel / ticagrelor", "氯吡格雷／替格瑞洛", "Clopidogrel / ticagrelor"),
                ),
                ("heparin", ("Heparin", "肝素", "Heparin")),
                ("nitrate", ("Nitrate", "硝酸酯类", "Nitrat")),
                ("thrombolysis", ("Thrombolysis", "溶栓", "Tiêu sợi huyết")),
            ),
        ),
        section(
            ("Against thrombolysis", "溶栓禁忌", "Chống chỉ định tiêu sợi huyết"),
            yes_no(
                "bleeding",
                ("Bleeding now or lately", "活动性或近期出血", "Chảy máu hiện tại hoặc gần đây"),
            ),
            yes_no(
                "stroke_before",
                (
                    "Stroke or head injury before",
                    "既往卒中或颅脑外伤",
                    "Tiền sử đột quỵ hoặc chấn thương sọ não",
                ),
            ),
            yes_no("surgery", ("Surgery in 3 weeks", "3 周内手术", "Phẫu thuật trong 3 tuần")),
            yes_no(
                "anticoagulant", ("On anticoagulants", "正在抗凝", "Đang dùng thuốc chống đông")
            ),
            yes_no(
                "dissection",
                ("Dissection suspected", "疑主动脉夹层", "Nghi bóc tách động mạch chủ"),
            ),
        ),
    ),
)
