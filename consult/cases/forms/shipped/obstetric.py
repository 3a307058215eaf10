"""Obstetrics (产科)."""

from consult.cases.forms.shipped.parts import choice, choices, number, phrases, section, yes_no
from consult.cases.forms.template import Template, Words

OBSTETRIC = Template(
    code="obstetric",
    version=1,
    words=Words("Obstetric", "产科", "Sản khoa"),
    specialties=("obstetrics",),
    complaints=phrases(
        ("Bleeding in pregnancy", "孕期阴道出血", "Ra máu khi mang thai"),
        ("High blood pressure, headache", "血压高伴头痛", "Huyết áp cao, đau đầu"),
        ("Labour not progressing", "产程停滞", "Chuyển dạ đình trệ"),
        ("Bleeding after birth", "产后出血", "Băng huyết sau sinh"),
    ),
    questions=phrases(
        ("Deliver here or transfer now?", "就地分娩还是立即转运？", "Đẻ tại đây hay chuyển ngay?"),
        ("Is a caesarean needed?", "是否需剖宫产？", "Có cần mổ lấy thai không?"),
        ("How do we stop the bleeding?", "如何止血？", "Cầm máu thế nào?"),
    ),
    sections=(
        section(
            ("Pregnancy", "妊娠", "Thai kỳ"),
            number("gravida", ("Gravida", "孕次", "Số lần mang thai"), "", 0, 30),
            number("para", ("Para", "产次", "Số lần sinh"), "", 0, 25),
            number("weeks", ("Weeks", "孕周", "Tuần thai"), "w", 1, 44),
            number("days", ("and days", "加天数", "và ngày"), "d", 0, 6),
            number("foetuses", ("Foetuses", "胎数", "Số thai"), "", 1, 6),
            choice(
                "presentation",
                ("Presentation", "胎先露", "Ngôi thai"),
                ("cephalic", ("Head", "头先露", "Ngôi đầu")),
                ("breech", ("Breech", "臀先露", "Ngôi mông")),
                ("transverse", ("Transverse", "横位", "Ngôi ngang")),
                ("unknown", ("Unknown", "不详", "Không rõ")),
            ),
            yes_no("scar", ("Scar on the uterus", "瘢痕子宫", "Sẹo mổ tử cung")),
        ),
        section(
            ("Now", "目前", "Hiện tại"),
            number("foetal_heart", ("Foetal heart", "胎心率", "Tim thai"), "/min", 0, 260),
            number(
                "contractions",
                ("Contractions in 10 min", "10 分钟宫缩次数", "Cơn co trong 10 phút"),
                "",
                0,
                12,
            ),
            number("dilatation", ("Cervix open", "宫口开大", "Cổ tử cung mở"), "cm", 0, 10),
            choice(
                "membranes",
                ("Membranes", "胎膜", "Màng ối"),
                ("intact", ("Intact", "未破", "Còn")),
                ("clear", ("Broken, clear", "已破，清", "Vỡ, trong")),
                ("meconium", ("Broken, meconium", "已破，胎粪污染", "Vỡ, có phân su")),
                ("blood", ("Broken, blood", "已破，血性", "Vỡ, có máu")),
            ),
            number("blood_loss", ("Blood lost", "出血量", "Lượng máu mất"), "mL", 0, 10000),
            number("proteinuria", ("Protein in urine", "尿蛋白", "Đạm niệu"), "+", 0, 4),
            choices(
                "signs",
                ("Signs", "症状", "Dấu hiệu"),
                ("headache", ("Headache", "头痛", "Đau đầu")),
                ("vision", ("Blurred vision", "视物模糊", "Nhìn mờ")),
                ("epigastric", ("Epigastric pain", "上腹痛", "Đau thượng vị")),
                ("fits", ("Fits", "抽搐", "Co giật")),
                ("fever", ("Fever", "发热", "Sốt")),
            ),
        ),
    ),
)
