"""General (普通): the base form alone."""

from consult.cases.forms.shipped.parts import phrases
from consult.cases.forms.template import Template, Words

GENERAL = Template(
    code="general",
    version=1,
    words=Words("General", "普通", "Chung"),
    specialties=("general_medicine", "emergency", "cardiology"),
    questions=phrases(
        (
            "What is the diagnosis, and what next?",
            "诊断考虑什么？下一步如何处理？",
            "Chẩn đoán là gì, xử trí tiếp thế nào?",
        ),
        ("Treat here, or transfer?", "就地治疗还是转诊？", "Điều trị tại chỗ hay chuyển tuyến?"),
    ),
)
