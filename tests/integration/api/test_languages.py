"""The server answers in the language the client states, else in the person's own."""

from tests.fixtures.server import Running

NO_SUCH = "/api/v1/cases/01890000-0000-7000-8000-000000000000"
WORDS = {
    "en": "The case is not there, or not open to you.",
    "zh-CN": "病例不存在，或您无权查看。",
    "vi": "Ca bệnh không có ở đây, hoặc không mở cho bạn.",
}


def test_every_language_may_be_chosen_and_is_named(demo_server: Running):
    assert demo_server.browser().get("/api/v1/about").json()["languages"] == list(WORDS)
    doctor = demo_server.login("county.doctor")
    for locale in WORDS:
        assert doctor.put("/api/v1/session/locale", json={"locale": locale}).status_code == 204
        assert doctor.get("/api/v1/session").json()["person"]["locale"] == locale


def test_stated_language_goes_before_the_profile(demo_server: Running):
    doctor = demo_server.login("county.doctor")
    for profile, words in WORDS.items():
        doctor.put("/api/v1/session/locale", json={"locale": profile})
        for stated in [*WORDS, "", "*", "tlh"]:
            refused = doctor.get(NO_SUCH, headers={"Accept-Language": stated})
            assert refused.status_code == 404
            assert refused.json()["detail"] == WORDS.get(stated, words)
