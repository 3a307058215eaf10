"""Paediatrics (儿科): by weight."""

from consult.cases.forms.shipped.parts import (
    choice,
    choices,
    number,
    per_kg,
    phrases,
    section,
    text,
    yes_no,
)
from consult.cases.forms.template import Template, Words

CHILD = Template(
    code="child",
    version=1,
    words=Words("Child", "儿科", "Nhi khoa"),
    specialties=("paediatrics",),
    complaints=phrases(
        ("Fever", "发热", "Sốt"),
        ("Fits", "抽搐", "Co giật"),
        ("Difficult breathing", "呼吸困难", "Khó thở"),
        ("Vomiting and diarrhoea", "呕吐、腹泻", "Nôn, tiêu chảy"),
    ),
    questions=phrases(
        ("Which dose for this weight?", "按此体重如何用药？", "Liều theo cân nặng này?"),
        ("Treat here, or transfer?", "就地治疗还是转诊？", "Điều trị tại chỗ hay chuyển tuyến?"),
    ),
    sections=(
        section(
            ("Child", "患儿", "Trẻ"),
            number("age_months", ("Age in months", "月龄", "Tháng tuổi"), "mo", 0, 216),
            choice(
                "weight_how",
                ("Weight is", "体重来源", "Cân nặng"),
                ("measured", ("Measured", "实测", "Đo được")),
                ("told", ("Told", "家长告知", "Người nhà báo")),
                ("estimated", ("Estimated", "估计", "Ước lượng")),
            ),
            number("height", ("Height", "身高", "Chiều cao"), "cm", 20, 220),
            number(
                "birth_weight", ("Birth weight", "出生体重", "Cân nặng lúc sinh"), "g", 300, 7000
            ),
            number("birth_weeks", ("Born at week", "出生孕周", "Tuần thai khi sinh"), "w", 20, 44),
            choice(
                "vaccinated",
                ("Vaccinated", "预防接种", "Tiêm chủng"),
                ("complete", ("Complete", "按时", "Đầy đủ")),
                ("partial", ("Partly", "不全", "Chưa đủ")),
                ("none", ("Not", "未接种", "Chưa tiêm")),
                ("unknown", ("Unknown", "不详", "Không rõ")),
            ),
        ),
        section(
            ("Looks and drinks", "一般情况", "Toàn trạng"),
            choice(
                "response",
                ("Response (AVPU)", "意识 (AVPU)", "Ý thức (AVPU)"),
                ("a", ("Alert", "清醒", "Tỉnh")),
                ("v", ("To voice", "呼唤有反应", "Đáp ứng lời gọi")),
                ("p", ("To pain", "疼痛有反应", "Đáp ứng đau")),
                ("u", ("None", "无反应", "Không đáp ứng")),
            ),
            choices(
                "danger",
                ("Danger signs", "危险征象", "Dấu hiệu nguy hiểm"),
                ("no_drink", ("Cannot drink", "不能进食饮水", "Không uống được")),
                ("vomits", ("Vomits everything", "频繁呕吐", "Nôn tất cả")),
                ("fits", ("Fits", "抽搐", "Co giật")),
                ("indrawing", ("Chest indrawing", "三凹征", "Rút lõm lồng ngực")),
                ("rash", ("Purple rash", "瘀点瘀斑", "Ban xuất huyết")),
            ),
            number(
                "refill",
                ("Capillary refill", "毛细血管再充盈", "Thời gian đầy mao mạch"),
                "s",
                0,
                20,
            ),
            yes_no("urine", ("Urine in 6 h", "6 小时内有尿", "Có tiểu trong 6 giờ")),
        ),
        section(
            ("By weight", "按体重", "Theo cân nặng"),
            per_kg("bolus_10", ("10 mL/kg is", "10 mL/kg 为", "10 mL/kg là"), 10, "mL"),
            per_kg("bolus_20", ("20 mL/kg is", "20 mL/kg 为", "20 mL/kg là"), 20, "mL"),
            text("given", ("Given so far, with doses", "已用药及剂量", "Đã dùng, liều")),
        ),
    ),
)
