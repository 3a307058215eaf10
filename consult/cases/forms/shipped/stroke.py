"""Stroke (卒中): last known well, and the NIH Stroke Scale with its sum (0 to 42)."""

from consult.cases.forms.shipped.parts import (
    choice,
    number,
    phrases,
    score,
    section,
    time,
    total,
    yes_no,
)
from consult.cases.forms.template import Template, Words

_NONE = ("0 normal", "0 正常", "0 bình thường")
_MOTOR = (
    (0, ("0 no drift", "0 无下落", "0 không rơi")),
    (1, ("1 drift", "1 下落", "1 rơi nhẹ")),
    (2, ("2 some effort against gravity", "2 部分抗重力", "2 còn chống được trọng lực")),
    (3, ("3 no effort against gravity", "3 不能抗重力", "3 không chống được trọng lực")),
    (4, ("4 no movement", "4 无运动", "4 không vận động")),
)
NIHSS = (
    score(
        "nihss_1a",
        ("1a Consciousness", "1a 意识水平", "1a Ý thức"),
        (0, ("0 alert", "0 清醒", "0 tỉnh")),
        (1, ("1 drowsy", "1 嗜睡", "1 ngủ gà")),
        (2, ("2 stuporous", "2 昏睡", "2 lơ mơ")),
        (3, ("3 coma", "3 昏迷", "3 hôn mê")),
    ),
    score(
        "nihss_1b",
        ("1b Month and age", "1b 月份、年龄", "1b Hỏi tháng, tuổi"),
        (0, ("0 both right", "0 均正确", "0 đúng cả hai")),
        (1, ("1 one right", "1 一项正确", "1 đúng một")),
        (2, ("2 none right", "2 均错误", "2 sai cả hai")),
    ),
    score(
        "nihss_1c",
        ("1c Commands", "1c 指令", "1c Mệnh lệnh"),
        (0, ("0 both", "0 均完成", "0 làm cả hai")),
        (1, ("1 one", "1 完成一项", "1 làm một")),
        (2, ("2 none", "2 均未完成", "2 không làm được")),
    ),
    score(
        "nihss_2",
        ("2 Gaze", "2 凝视", "2 Vận nhãn"),
        (0, _NONE),
        (1, ("1 partial palsy", "1 部分麻痹", "1 liệt một phần")),
        (2, ("2 forced deviation", "2 强迫偏斜", "2 lệch mắt hoàn toàn")),
    ),
    score(
        "nihss_3",
        ("3 Visual fields", "3 视野", "3 Thị trường"),
        (0, _NONE),
        (1, ("1 partial hemianopia", "1 部分偏盲", "1 bán manh một phần")),
        (2, ("2 complete hemianopia", "2 完全偏盲", "2 bán manh hoàn toàn")),
        (3, ("3 bilateral", "3 双侧偏盲", "3 hai bên")),
    ),
    score(
        "nihss_4",
        ("4 Face", "4 面瘫", "4 Liệt mặt"),
        (0, _NONE),
        (1, ("1 minor", "1 轻微", "1 nhẹ")),
        (2, ("2 partial", "2 部分", "2 một phần")),
        (3, ("3 complete", "3 完全", "3 hoàn toàn")),
    ),
    score("nihss_5a", ("5a Left arm", "5a 左上肢", "5a Tay trái"), *_MOTOR),
    score("nihss_5b", ("5b Right arm", "5b 右上肢", "5b Tay phải"), *_MOTOR),
    score("nihss_6a", ("6a Left leg", "6a 左下肢", "6a Chân trái"), *_MOTOR),
    score("nihss_6b", ("6b Right leg", "6b 右下肢", "6b Chân phải"), *_MOTOR),
    score(
        "nihss_7",
        ("7 Ataxia", "7 共济失调", "7 Thất điều"),
        (0, ("0 absent", "0 无", "0 không")),
        (1, ("1 one limb", "1 一个肢体", "1 một chi")),
        (2, ("2 two limbs", "2 两个肢体", "2 hai chi")),
    ),
    score(
        "nihss_8",
        ("8 Sensation", "8 感觉", "8 Cảm giác"),
        (0, _NONE),
        (1, ("1 mild loss", "1 轻中度减退", "1 giảm nhẹ")),
        (2, ("2 severe loss", "2 重度减退", "2 mất nặng")),
    ),
    score(
        "nihss_9",
        ("9 Language", "9 语言", "9 Ngôn ngữ"),
        (0, _NONE),
        (1, ("1 mild aphasia", "1 轻中度失语", "1 thất ngôn nhẹ")),
        (2, ("2 severe aphasia", "2 重度失语", "2 thất ngôn nặng")),
        (3, ("3 mute", "3 完全失语", "3 câm lặng")),
    ),
    score(
        "nihss_10",
        ("10 Dysarthria", "10 构音障碍", "10 Nói khó"),
        (0, _NONE),
        (1, ("1 mild", "1 轻中度", "1 nhẹ")),
        (2, ("2 severe", "2 重度", "2 nặng")),
    ),
    score(
        "nihss_11",
        ("11 Neglect", "11 忽视", "11 Thờ ơ nửa người"),
        (0, ("0 absent", "0 无", "0 không")),
        (1, ("1 one modality", "1 一种", "1 một giác quan")),
        (2, ("2 profound", "2 严重", "2 nặng")),
    ),
)

STROKE = Template(
    code="stroke",
    version=1,
    words=Words("Stroke", "卒中", "Đột quỵ"),
    specialties=("neurology", "neurosurgery", "emergency"),
    complaints=phrases(
        ("Sudden weakness of one side", "突发一侧肢体无力", "Yếu nửa người đột ngột"),
        ("Sudden loss of speech", "突发言语不清", "Nói khó đột ngột"),
        ("Sudden loss of consciousness", "突发意识障碍", "Rối loạn ý thức đột ngột"),
        ("Sudden severe headache", "突发剧烈头痛", "Đau đầu dữ dội đột ngột"),
    ),
    questions=phrases(
        (
            "Thrombolysis here, or transfer?",
            "就地溶栓还是转诊？",
            "Tiêu sợi huyết tại chỗ hay chuyển tuyến?",
        ),
        ("Is thrombectomy indicated?", "有无取栓指征？", "Có chỉ định lấy huyết khối không?"),
        ("Is there bleeding on CT?", "CT 有无出血？", "CT có chảy máu không?"),
    ),
    sections=(
        section(
            ("Times", "时间", "Thời gian"),
            time(
                "last_known_well",
                ("Last known well", "末次正常时间", "Thời điểm cuối còn bình thường"),
            ),
            time("door", ("Arrived at this hospital", "到达本院", "Đến bệnh viện này")),
            time("ct_at", ("CT done", "CT 完成", "Chụp CT xong")),
            choice(
                "woke_up",
                ("Found on waking", "醒后发现", "Phát hiện khi thức dậy"),
                ("yes", ("Yes", "是", "Có")),
                ("no", ("No", "否", "Không")),
            ),
        ),
        section(
            ("Before thrombolysis", "溶栓前", "Trước tiêu sợi huyết"),
            number("glucose", ("Glucose", "血糖", "Đường huyết"), "mmol/L", 0.5, 60),
            number("inr", ("INR", "INR", "INR"), "", 0.5, 15),
            number("platelets", ("Platelets", "血小板", "Tiểu cầu"), "10⁹/L", 1, 2000),
            number("mrs_before", ("mRS before", "发病前 mRS", "mRS trước đó"), "", 0, 5),
            yes_no(
                "anticoagulant", ("On anticoagulants", "正在抗凝", "Đang dùng thuốc chống đông")
            ),
            yes_no("surgery", ("Surgery in 3 weeks", "3 周内手术", "Phẫu thuật trong 3 tuần")),
            yes_no(
                "bleeding_before",
                ("Intracranial bleeding before", "既往颅内出血", "Tiền sử chảy máu nội sọ"),
            ),
        ),
        section(
            ("NIHSS", "NIHSS 评分", "Thang điểm NIHSS"),
            *NIHSS,
            total("nihss", ("NIHSS", "NIHSS 总分", "Điểm NIHSS"), 42, *NIHSS),
        ),
    ),
)
