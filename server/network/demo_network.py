"""The demonstration network. Hospitals are real places; every person and number is invented."""

from __future__ import annotations

from datetime import date

from consult.network.organizations import OrgKind
from consult.network.partnerships import Service
from consult.network.roles import Role
from server.network.plan import (
    AccountRow,
    DepartmentRow,
    HospitalRow,
    PartnershipRow,
    PersonRow,
    Plan,
)

GANGCHA, XINHE, DINH_HOA = "刚察县人民医院", "新河县人民医院", "Bệnh viện huyện Định Hóa"
LIAOCHENG, ANZHEN = "聊城市人民医院", "北京安贞医院"
THAI_NGUYEN = "Bệnh viện Trung ương Thái Nguyên"
# The authority the supervisor has their role at, and the hospitals below it.
OFFICE, SUPERVISED = "县域远程医疗监管办公室", frozenset({GANGCHA, XINHE})
VIETNAM = frozenset({DINH_HOA, THAI_NGUYEN})
LICENCE_ENDS = date(2099, 12, 31)

LEVELS = {
    GANGCHA: "二级",
    XINHE: "二级",
    DINH_HOA: "hạng III",
    LIAOCHENG: "三级甲等",
    ANZHEN: "三级甲等",
    THAI_NGUYEN: "hạng đặc biệt",
}
# hospital: department and its specialty
DEPARTMENTS = {
    GANGCHA: (("急诊科", "emergency"), ("内科", "general_medicine"), ("功能科", "ecg")),
    XINHE: (("急诊科", "emergency"), ("内科", "general_medicine")),
    DINH_HOA: (("Khoa Cấp cứu", "emergency"), ("Khoa Nội", "general_medicine")),
    LIAOCHENG: (
        ("心内科", "cardiology"),
        ("心电图室", "ecg"),
        ("放射科", "radiology"),
        ("普外科", "general_surgery"),
        ("神经外科", "neurosurgery"),
        ("骨科", "orthopaedics"),
        ("急诊科", "emergency"),
        ("远程会诊中心", "general_medicine"),
    ),
    ANZHEN: (("心内科", "cardiology"),),
    THAI_NGUYEN: (
        ("Trung tâm Tim mạch", "cardiology"),
        ("Khoa Chẩn đoán hình ảnh", "radiology"),
    ),
}
PARTNERS = (
    (GANGCHA, LIAOCHENG),
    (GANGCHA, ANZHEN),
    (XINHE, LIAOCHENG),
    (XINHE, ANZHEN),
    (LIAOCHENG, ANZHEN),
    (DINH_HOA, THAI_NGUYEN),
)
# login: hospital, department, name, title, roles, specialties
PEOPLE: dict[str, tuple[str, str, str, str, Role, tuple[str, ...]]] = {
    "county.doctor": (GANGCHA, "急诊科", "县医生甲", "主治医师", Role.DOCTOR, ()),
    "county.doctor2": (GANGCHA, "内科", "县医生乙", "住院医师", Role.DOCTOR, ()),
    "county.tech": (GANGCHA, "功能科", "县技师甲", "技师", Role.TECHNICIAN, ()),
    "county.head": (GANGCHA, "急诊科", "县科主任甲", "主任医师", Role.HEAD, ()),
    "county.nurse": (GANGCHA, "急诊科", "县护士甲", "主管护师", Role.NURSE, ()),
    "hospital.admin": (GANGCHA, "", "县管理员甲", "信息科", Role.HOSPITAL_ADMIN, ()),
    "county2.doctor": (XINHE, "急诊科", "县医生丙", "主治医师", Role.DOCTOR, ()),
    "huyen.bacsi": (DINH_HOA, "Khoa Cấp cứu", "Bác sĩ Huyện A", "Bác sĩ", Role.DOCTOR, ()),
    "bs.timmach": (
        *(THAI_NGUYEN, "Trung tâm Tim mạch", "Bác sĩ Tim mạch A", "BS.CKII"),
        *(Role.EXPERT, ("cardiology",)),
    ),
    "bs.cdha": (
        *(THAI_NGUYEN, "Khoa Chẩn đoán hình ảnh", "Bác sĩ CĐHA A", "BS.CKI"),
        *(Role.EXPERT, ("radiology",)),
    ),
    "coordinator": (LIAOCHENG, "远程会诊中心", "调度员甲", "会诊协调员", Role.COORDINATOR, ()),
    "cardiologist": (
        *(LIAOCHENG, "心内科", "心内专家甲", "主任医师", Role.EXPERT),
        ("cardiology", "ecg"),
    ),
    "cardiologist3": (LIAOCHENG, "心内科", "心内专家戊", "主治医师", Role.EXPERT, ("cardiology",)),
    "radiologist": (LIAOCHENG, "放射科", "影像专家甲", "主任医师", Role.EXPERT, ("radiology",)),
    "surgeon": (
        *(LIAOCHENG, "普外科", "外科专家甲", "副主任医师", Role.EXPERT),
        ("general_surgery", "orthopaedics"),
    ),
    "reviewer": (
        *(LIAOCHENG, "心电图室", "审核医师甲", "主任医师", Role.REVIEWER),
        ("ecg", "radiology"),
    ),
    "chair": (LIAOCHENG, "远程会诊中心", "会诊主席甲", "主任医师", Role.CHAIR, ()),
    "secretary": (LIAOCHENG, "远程会诊中心", "会诊秘书甲", "主治医师", Role.SECRETARY, ()),
    "referral.desk": (
        *(LIAOCHENG, "急诊科", "转诊员甲", "转诊办公室", Role.REFERRAL_DESK),
        (),
    ),
    "cardiologist2": (ANZHEN, "心内科", "心内专家乙", "主任医师", Role.EXPERT, ("cardiology",)),
    "supervisor": (OFFICE, "", "监管员甲", "监管员", Role.SUPERVISOR, ()),
    "admin": (LIAOCHENG, "", "系统管理员甲", "信息中心", Role.ADMIN, ()),
}
# Without a login: colleagues on the rosters, so that a week looks like one.
COLLEAGUES = (
    (LIAOCHENG, "心内科", "心内专家丙", "副主任医师", ("cardiology",)),
    (LIAOCHENG, "心内科", "心内专家丁", "主治医师", ("cardiology",)),
    (LIAOCHENG, "放射科", "影像专家乙", "副主任医师", ("radiology",)),
    (LIAOCHENG, "普外科", "外科专家乙", "主任医师", ("general_surgery",)),
    (LIAOCHENG, "神经外科", "神外专家甲", "主任医师", ("neurosurgery",)),
    (LIAOCHENG, "神经外科", "神外专家乙", "主治医师", ("neurosurgery",)),
    (THAI_NGUYEN, "Trung tâm Tim mạch", "Bác sĩ Tim mạch B", "BS.CKI", ("cardiology",)),
)
LICENSED = frozenset({Role.DOCTOR, Role.EXPERT, Role.REVIEWER, Role.CHAIR, Role.SECRETARY})


def demo_plan(password_hashes: dict[str, str]) -> Plan:
    """The whole network; hashes by login, needed for logins that are not there yet."""
    return Plan(
        hospitals=(
            _OFFICE,
            *(_hospital(name, number) for number, name in enumerate(LEVELS, 1)),
        ),
        departments=tuple(
            DepartmentRow(hospital=hospital, name=name, specialty=specialty)
            for hospital, departments in DEPARTMENTS.items()
            for name, specialty in departments
        ),
        partnerships=tuple(
            PartnershipRow(
                hospital=asks, partner=answers, services=tuple(Service), allows_referral=True
            )
            for asks, answers in PARTNERS
        ),
        people=(
            *(_person(login, number) for number, login in enumerate(PEOPLE, 1)),
            *(_colleague(number) for number in range(len(COLLEAGUES))),
        ),
        accounts=tuple(
            AccountRow(
                hospital=PEOPLE[login][0],
                name=PEOPLE[login][2],
                username=login,
                password_hash=password_hashes.get(login, ""),
                demo=True,
            )
            for login in PEOPLE
        ),
    )


def _hospital(name: str, number: int) -> HospitalRow:
    vietnamese = name in VIETNAM
    return HospitalRow(
        name=name,
        level=LEVELS[name],
        time_zone="Asia/Ho_Chi_Minh" if vietnamese else "Asia/Shanghai",
        locale="vi" if vietnamese else "zh-CN",
        phone=_phone(f"000-0000-{number:04d}", vietnamese=vietnamese),
        parent=OFFICE if name in SUPERVISED else "",
        demo=True,
    )


_OFFICE = HospitalRow(
    name=OFFICE,
    type=OrgKind.AUTHORITY,
    time_zone="Asia/Shanghai",
    locale="zh-CN",
    demo=True,
)


def _person(login: str, number: int) -> PersonRow:
    return _row(*PEOPLE[login], number=number)


def _colleague(number: int) -> PersonRow:
    hospital, department, name, title, specialties = COLLEAGUES[number]
    return _row(hospital, department, name, title, Role.EXPERT, specialties, number=101 + number)


def _row(
    hospital: str,
    department: str,
    name: str,
    title: str,
    role: Role,
    specialties: tuple[str, ...],
    *,
    number: int,
) -> PersonRow:
    vietnamese = hospital in VIETNAM
    licensed = role in LICENSED
    return PersonRow(
        hospital=hospital,
        department=department,
        name=name,
        title=title,
        role=role,
        specialties=specialties,
        phone=_phone(f"000-0000-1{number:03d}", vietnamese=vietnamese),
        locale="vi" if vietnamese else "zh-CN",
        languages=("vi",) if vietnamese else ("zh-CN",),
        licence_no=f"DEMO-{number:04d}" if licensed else "",
        licence_valid_to=LICENCE_ENDS if licensed else None,
    )


def _phone(number: str, *, vietnamese: bool) -> str:
    """No area has the code 000; the mark says so to whoever reads it."""
    return f"{number} ({'số minh họa' if vietnamese else '演示号码'})"
