"""Logging in, staying in, getting out; and what is refused on the way."""

import pytest

from server.network.demo import PASSWORD
from tests.fixtures.server import Running

LOGIN = {"username": "county.doctor", "password": PASSWORD}
WRONG = {"username": "county.doctor", "password": "something else"}


def test_login_answers_who_one_is(demo_server: Running):
    browser = demo_server.browser()
    answer = browser.post("/api/v1/session", json=LOGIN)
    me = answer.json()
    assert answer.status_code == 200
    assert me["username"] == "county.doctor"
    assert me["person"]["name"] == "县医生甲"
    assert [role["role"] for role in me["roles"]] == ["doctor"]
    assert me["roles"][0]["department_name"] == "急诊科"
    assert me["time_zone"] == "Asia/Shanghai"
    assert browser.get("/api/v1/session").json()["person"] == me["person"]
