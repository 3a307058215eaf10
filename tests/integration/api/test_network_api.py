"""A real network through the API: hospital, agreement, expert, login; and who may do it."""

import pytest
from starlette.testclient import TestClient

from tests.fixtures.server import Running

FIRST_PASSWORD = "given by the admin"


def ids(client: TestClient, path: str, **equal: object) -> list[str]:
    items = client.get(path).json()["items"]
    return [i["id"] for i in items if all(i[k] == v for k, v in equal.items())]


def create(client: TestClient, path: str, **body: object) -> str:
    answer = client.post(f"/api/v1{path}", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def liaocheng(client: TestClient) -> str:
    return ids(client, "/api/v1/hospitals", name="聊城市人民医院")[0]


def gangcha(client: TestClient) -> str:
    return ids(client, "/api/v1/hospitals", name="刚察县人民医院")[0]


def test_new_hospital_agreement_and_expert_can_be_used(demo_server: Running):
    admin = demo_server.login("admin")
    org = create(admin, "/hospitals", name="新建医院", level="三级", phone="010-0000")
    department = create(
        admin, f"/hospitals/{org}/departments", name="心内科", specialty="cardiology"
    )
    agreement = create(
        admin,
        "/partnerships",
        requester_org=gangcha(admin),
        provider_org=org,
        services=["consultation"],
    )
    person = create(
        admin,
        "/people",
        org_id=org,
        name="新专家",
        title="主任医师",
        specialties=["cardiology"],
        licence_no="1",
        licence_valid_to="2099-01-01",
    )
    create(admin, f"/people/{person}/roles", org_id=org, role="expert", department_id=department)
    create(
        admin,
        f"/people/{person}/account",
        org_id=org,
        username="new.expert",
        password=FIRST_PASSWORD,
    )

    expert = demo_server.login("new.expert", FIRST_PASSWORD)
    me = expert.get("/api/v1/session").json()
    assert me["must_change_password"] is True
    assert me["roles"][0]["specialty"] == "cardiology"
    change = {"old": FIRST_PASSWORD, "new": "chosen by myself"}
    assert expert.put("/api/v1/session/password", json=change).status_code == 204
    assert expert.get("/api/v1/session").json()["must_change_password"] is False

    doctor = demo_server.login("county.doctor")
    found = doctor.get(f"/api/v1/destinations?org={gangcha(doctor)}&service=consultation").json()
    new = [row for row in found["items"] if row["partnership_id"] == agreement]
    assert [(row["specialty"], row["department_name"]) for row in new] == [("cardiology", "心内科")]
    assert [expert["name"] for expert in new[0]["experts"]] == ["新专家"]


def test_ended_agreement_leaves_the_destinations(demo_server: Running):
    admin, doctor = demo_server.login("admin"), demo_server.login("county.doctor")
    org = gangcha(doctor)
    mine = doctor.get("/api/v1/partnerships").json()["items"]
    assert {row["requester_name"] for row in mine} == {"刚察县人民医院"}
    for row in mine:
        ended = admin.patch(
            f"/api/v1/partnerships/{row['id']}",
            json={"valid_to": doctor.get("/api/v1/about").json()["server_time"]},
        )
        assert ended.status_code == 200
    assert doctor.get(f"/api/v1/destinations?org={org}").json()["items"] == []
    assert not any(row["active"] for row in doctor.get("/api/v1/partnerships").json()["items"])


def test_hospital_admin_manages_only_the_own_hospital(demo_server: Running):
    boss = demo_server.login("hospital.admin")
    own, other = gangcha(boss), liaocheng(boss)
    create(boss, f"/hospitals/{own}/departments", name="外科", specialty="general_surgery")
    person = create(boss, "/people", org_id=own, name="新护士")
    create(boss, f"/people/{person}/roles", org_id=own, role="nurse")
    assert boss.patch(f"/api/v1/hospitals/{own}", json={"phone": "120"}).status_code == 200
    refused = [
        boss.post("/api/v1/hospitals", json={"name": "x"}),
        boss.patch(f"/api/v1/hospitals/{other}", json={"phone": "120"}),
        boss.post(f"/api/v1/hospitals/{other}/departments", json={"name": "x", "specialty": "ecg"}),
        boss.post("/api/v1/people", json={"org_id": other, "name": "x"}),
        boss.post(f"/api/v1/people/{person}/roles", json={"org_id": own, "role": "admin"}),
        boss.post(
            "/api/v1/partnerships",
            json={"requester_org": own, "provider_org": other, "services": ["mdt"]},
        ),
    ]
    assert [answer.status_code for answer in refused] == [403] * len(refused)


def test_a_login_is_given_only_to_who_has_a_role_at_the_hospital(demo_server: Running):
    admin, boss = demo_server.login("admin"), demo_server.login("hospital.admin")
    own, other = gangcha(boss), admin.get("/api/v1/hospitals?q=聊城").json()["items"][0]["id"]
    login = {"org_id": own, "username": "nobody.yet", "password": "a first password"}
    mine = create(boss, "/people", org_id=own, name="新护士")
    theirs = create(admin, "/people", org_id=other, name="聊城新人")
    for person in (mine, theirs):
        refused = boss.post(f"/api/v1/people/{person}/account", json=login)
        assert (refused.status_code, refused.json()["code"]) == (403, "account.needs_role")
    role = create(boss, f"/people/{mine}/roles", org_id=own, role="nurse")
    assert boss.delete(f"/api/v1/roles/{role}").status_code == 204
    assert boss.post(f"/api/v1/people/{mine}/account", json=login).status_code == 403
    create(boss, f"/people/{mine}/roles", org_id=own, role="nurse")
    assert boss.post(f"/api/v1/people/{mine}/account", json=login).status_code == 201


def test_hospital_admin_cannot_take_over_people_of_another_hospital(demo_server: Running):
    admin, boss = demo_server.login("admin"), demo_server.login("hospital.admin")
    own = gangcha(boss)
    expert = next(p for p in admin.get("/api/v1/people?q=心内专家甲").json()["items"])
    account = expert["accounts"][0]["id"]
    refused = [
        boss.put(
            f"/api/v1/accounts/{account}/password",
            json={"org_id": own, "password": "mine from now on"},
        ),
        boss.put(f"/api/v1/accounts/{account}/status", json={"org_id": own, "disabled": True}),
        boss.post(f"/api/v1/people/{expert['id']}/roles", json={"org_id": own, "role": "doctor"}),
        boss.patch(f"/api/v1/people/{expert['id']}", json={"org_id": own, "name": "x"}),
        boss.delete(f"/api/v1/roles/{expert['roles'][0]['id']}"),
    ]
    assert {answer.status_code for answer in refused} <= {403, 404}
    demo_server.login("cardiologist")


def test_people_list_shows_colleagues_and_hides_logins_from_them(demo_server: Running):
    doctor, boss = demo_server.login("county.doctor"), demo_server.login("hospital.admin")
    seen, managed = (c.get("/api/v1/people").json()["items"] for c in (doctor, boss))
    assert {p["name"] for p in seen} == {p["name"] for p in managed}
    assert "县医生乙" in {p["name"] for p in seen}
    assert not any(p["accounts"] or p["licence_no"] for p in seen)
    assert all(p["accounts"] for p in managed)
    everyone = demo_server.login("admin").get("/api/v1/people?limit=200").json()
    assert len(everyone["items"]) == 29
    assert everyone["next"] is None


@pytest.mark.both_backends
def test_people_list_pages_and_searches(demo_server: Running):
    admin = demo_server.login("admin")
    first = admin.get("/api/v1/people?limit=15").json()
    second = admin.get(f"/api/v1/people?limit=15&after={first['next']}").json()
    assert (len(first["items"]), len(second["items"]), second["next"]) == (15, 14, None)
    found = admin.get(f"/api/v1/people?org={liaocheng(admin)}&q=专家").json()["items"]
    assert {"心内专家甲", "影像专家甲", "外科专家甲"} <= {p["name"] for p in found}
    assert all("专家" in p["name"] for p in found)


def test_change_of_a_person_keeps_what_was_not_given(demo_server: Running):
    admin = demo_server.login("admin")
    before = admin.get("/api/v1/people?q=心内专家甲").json()["items"][0]
    changed = admin.patch(
        f"/api/v1/people/{before['id']}", json={"specialties": ["cardiology"], "title": ""}
    )
    assert changed.status_code == 200
    after = admin.get("/api/v1/people?q=心内专家甲").json()["items"][0]
    assert after == before | {"specialties": ["cardiology"], "title": ""}


def test_role_taken_away_is_gone_at_the_next_request(demo_server: Running):
    admin, doctor = demo_server.login("admin"), demo_server.login("county.doctor")
    person = admin.get("/api/v1/people?q=县医生甲").json()["items"][0]
    assert doctor.get("/api/v1/hospitals").status_code == 200
    for role in person["roles"]:
        assert admin.delete(f"/api/v1/roles/{role['id']}").status_code == 204
    refused = doctor.get("/api/v1/hospitals")
    assert (refused.status_code, refused.json()["code"]) == (403, "policy.no_role")


def test_given_password_replaces_a_forgotten_one(demo_server: Running):
    boss, doctor = demo_server.login("hospital.admin"), demo_server.login("county.doctor")
    account = boss.get("/api/v1/people?q=县医生甲").json()["items"][0]["accounts"][0]["id"]
    body = {"org_id": gangcha(boss), "password": FIRST_PASSWORD}
    assert boss.put(f"/api/v1/accounts/{account}/password", json=body).status_code == 204
    assert doctor.get("/api/v1/session").status_code == 401
    demo_server.login("county.doctor", FIRST_PASSWORD)
    closed = {"org_id": gangcha(boss), "disabled": True}
    assert boss.put(f"/api/v1/accounts/{account}/status", json=closed).status_code == 204
    again = demo_server.browser().post(
        "/api/v1/session", json={"username": "county.doctor", "password": FIRST_PASSWORD}
    )
    assert again.status_code == 401


def test_doctor_sees_no_destinations_of_another_hospital(demo_server: Running):
    doctor = demo_server.login("county.doctor")
    refused = doctor.get(f"/api/v1/destinations?org={liaocheng(doctor)}")
    assert refused.status_code == 403


@pytest.mark.both_backends
def test_too_long_a_text_is_refused_alike_on_both_databases(demo_server: Running):
    admin = demo_server.login("admin")
    refused = admin.post("/api/v1/hospitals", json={"name": "x", "phone": "1" * 300})
    assert (refused.status_code, refused.json()["params"]["field"]) == (422, "phone")


def test_vocabulary_names_every_code(demo_server: Running):
    words = demo_server.login("county.doctor").get("/api/v1/vocabulary").json()
    assert {"cardiology", "ecg"} <= set(words["specialties"])
    assert words["vitals"]["spo2"] == {"unit": "%", "low": 0, "high": 100}
    assert set(words) == {
        *("specialties", "roles", "services", "templates", "urgencies", "vitals", "locales"),
    }
