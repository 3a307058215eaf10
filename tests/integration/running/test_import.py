"""A network from a file: whole or not at all, and as often as one likes."""

from pathlib import Path

import pytest

from consult.access.system import SYSTEM
from server.network.csv_file import columns
from server.network.demo import PASSWORD, RemoveDemo, has_demo_accounts, remove_demo
from server.network.import_file import Imported, import_network
from server.network.lookup import ImportRefused
from tests.fixtures.server import Running

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = (ROOT / "examples" / "network.csv").read_bytes()


def load(server: Running, data: bytes | str) -> Imported:
    raw = data.encode() if isinstance(data, str) else data
    return server.call(import_network, server.services.uow, server.services.passwords, raw)


def counts(server: Running) -> dict[str, int]:
    names = ("organizations", "departments", "partnerships", "people", "roles", "accounts")
    return server.call(
        server.services.uow.look,
        lambda store: {name: len(getattr(store, name).list()) for name in names},
    )


@pytest.mark.both_backends
def test_example_makes_a_network_one_can_log_into(empty_server: Running):
    done = load(empty_server, EXAMPLE)
    assert counts(empty_server) == {
        "organizations": 3,
        "departments": 2,
        "partnerships": 1,
        "people": 3,
        "roles": 4,
        "accounts": 3,
    }
    doctor = empty_server.login("example.doctor", done.passwords["example.doctor"])
    first = {"old": done.passwords["example.doctor"], "new": "chosen by myself"}
    assert doctor.get("/api/v1/session").json()["must_change_password"] is True
    assert doctor.put("/api/v1/session/password", json=first).status_code == 204
    me = doctor.get("/api/v1/session").json()
    org = me["roles"][0]["org_id"]
    found = doctor.get(f"/api/v1/destinations?org={org}").json()["items"]
    assert {row["specialty"] for row in found} == {"cardiology", "ecg"}


def test_second_import_changes_nothing(empty_server: Running):
    load(empty_server, EXAMPLE)
    before = counts(empty_server)
    again = load(empty_server, EXAMPLE)
    assert (again.written, again.passwords) == ({}, {})
    assert counts(empty_server) == before


def test_empty_cells_leave_what_is_there(empty_server: Running):
    load(empty_server, EXAMPLE)
    done = load(empty_server, "kind,name,level,phone\nhospital,示例县人民医院,三级,\n")
    assert dict(done.written) == {"hospital": 1}
    org = empty_server.call(
        empty_server.services.uow.look,
        lambda store: store.organizations.find(name="示例县人民医院"),
    )
    assert (org.level, org.phone, org.parent_id is not None) == ("三级", "000-0000-2001", True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_tables_of_excel_and_wps_are_read(empty_server: Running, encoding: str, mark: str):
    text = "kind,name,phone\r\nhospital,新医院,120\r\n\r\n".replace(",", mark)
    assert dict(load(empty_server, text.encode(encoding)).written) == {"hospital": 1}


@pytest.mark.both_backends
def test_one_mistake_writes_nothing_and_all_are_listed(empty_server: Running):
    data = "\n".join(
        (
            "kind,hospital,name,time_zone,specialty,role,username,partner,services,password",
            "hospital,,甲医院,Asia/Shanghai,,,,,,",
            "hospital,,乙医院,Mars/Base,,,,,,",
            "department,甲医院,心内科,,heart,,,,,",
            "person,甲医院,张三,,,doctor,,,,",
            "account,甲医院,李四,,,,li.si,,,",
            "partnership,甲医院,,,,,,丙医院,consultation,",
        )
    )
    with pytest.raises(ImportRefused) as refused:
        load(empty_server, data)
    found = [(error.line, error.column, error.code) for error in refused.value.errors]
    assert found == [
        (3, "time_zone", "network.bad_time_zone"),
        (4, "specialty", "network.bad_specialty"),
        (6, "name", "import.no_such_person"),
        (7, "partner", "import.no_such_hospital"),
    ]
    assert set(counts(empty_server).values()) == {0}


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ("ward,甲,x,doctor,,", "kind", "import.unknown_kind"),
        ("person,甲,,doctor,,", "name", "import.required"),
        ("person,甲,x,king,,", "role", "import.bad_value"),
        ("person,甲,x,doctor,31.12.2030,", "licence_valid_to", "import.bad_date"),
        ("account,甲,,,,", "username", "import.required"),
    ],
)
def test_cells_that_cannot_be_read_are_named(empty_server: Running, line, column, code):
    header = "kind,hospital,name,role,licence_valid_to,username"
    with pytest.raises(ImportRefused) as refused:
        load(empty_server, f"{header}\n{line}\n")
    assert [(e.line, e.column, e.code) for e in refused.value.errors] == [(2, column, code)]


def test_passwords_in_a_file_are_checked_and_kept_from_the_log(empty_server: Running):
    base = "kind,hospital,name,role,username,password\nhospital,,甲,,,\nperson,甲,张三,doctor,,\n"
    with pytest.raises(ImportRefused):
        load(empty_server, base + "account,甲,张三,,zhang.san,short\n")
    done = load(empty_server, base + "account,甲,张三,,zhang.san,long enough words\n")
    assert done.passwords == {}
    empty_server.login("zhang.san", "long enough words")


def test_username_of_somebody_else_is_not_taken_over(demo_server: Running):
    data = (
        "kind,hospital,name,role,username\nhospital,,甲,,\nperson,甲,张三,admin,\n"
        "account,甲,张三,,admin\n"
    )
    with pytest.raises(ImportRefused) as refused:
        load(demo_server, data)
    assert refused.value.errors[0].code == "import.other_owner"


def test_page_explains_every_column():
    page = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    assert [name for name in columns() if f"`{name}`" not in page] == []
    header = EXAMPLE.decode().splitlines()[0].split(",")
    assert set(header) == set(columns())


def test_demonstration_is_made_once(demo_server: Running):
    before = counts(demo_server)
    demo_server.seed()
    assert counts(demo_server) == before
    assert (before["accounts"], before["people"]) == (22, 29)
    assert before["organizations"] == 7


def test_removed_demonstration_lets_nobody_in_and_comes_back(demo_server: Running):
    doctor = demo_server.login("county.doctor")

    async def remove() -> int:
        return await demo_server.services.uow.run(remove_demo, RemoveDemo(), actor=SYSTEM)

    assert demo_server.call(remove) == 22
    assert demo_server.call(demo_server.services.uow.look, has_demo_accounts) is False
    assert doctor.get("/api/v1/session").status_code == 401
    login = {"username": "county.doctor", "password": PASSWORD}
    assert demo_server.browser().post("/api/v1/session", json=login).status_code == 401
    assert demo_server.browser().get("/api/v1/about").json()["demo"] is False
    demo_server.seed()
    again = demo_server.login("county.doctor")
    active = [p for p in again.get("/api/v1/partnerships").json()["items"] if p["active"]]
    assert {p["provider_name"] for p in active} == {"聊城市人民医院", "北京安贞医院"}


def test_demonstration_leaves_a_real_hospital_of_that_name_alone(empty_server: Running):
    load(empty_server, "kind,name\nhospital,聊城市人民医院\n")
    with pytest.raises(ImportRefused) as refused:
        empty_server.seed()
    assert "import.real_hospital" in {error.code for error in refused.value.errors}
    assert counts(empty_server)["accounts"] == 0
