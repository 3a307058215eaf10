"""Every address that can be read, with every id there is, by people with no part in it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from consult.actions.rooms.posting import post_messages
from consult.rooms.room import Post
from tests.factories import images
from tests.factories.ecg import SyntheticEcg, dicom_12_lead
from tests.fixtures.served import Served
from tests.fixtures.soak import SOAK
from tests.integration.api.who_may_what.rule import actor_of
from tests.integration.exchange.test_uploads import send
from tests.stories.consulting import Consulting

NAME, NUMBER, COMPLAINT, CHAT = "标记患者", "M-9912-0077", "marked-complaint", "marked-chat"
FILE, DRAFT = "marked-file", "marked-draft"
MARKS = (NAME, NUMBER, COMPLAINT, CHAT, FILE, DRAFT)
FOREIGN = ("county2.doctor", "admin", *(("cardiologist2", "supervisor") if SOAK else ()))


@pytest.fixture
def story(served_here: Served) -> Consulting:
    return Consulting(served_here)


def marked(story: Consulting) -> dict[str, list[str]]:
    """A consultation full of marks; every id of it by the parameter it may stand for."""
    body = story.served.emergency(questions=[COMPLAINT, "Which dose?"])
    body["patient"] |= {"name": NAME, "identifiers": [{"system": "mrn", "value": NUMBER}]}
    body["form"] = body["form"] | {"chief_complaint": COMPLAINT}
    case = story.post("county.doctor", "/cases", body)
    doctor = story.as_("county.doctor")
    ecg = dicom_12_lead(SyntheticEcg(seconds=2, name=NAME, patient_id=NUMBER))
    picture = images.Picture(name=NAME)
    for data in (ecg, images.native(picture), b"%PDF-1.4\n%%EOF\n"):
        send(doctor, data, filename=f"{FILE}.x", case=case["id"])
    story.step("cardiologist", case["request_id"], "take")
    story.write(case["request_id"], content={"impression": COMPLAINT})
    said = Post(
        room_id=case["room_id"],
        author_id=story.served.people["cardiologist"],
        cmid="1",
        body={"text": CHAT},
    )
    actor = actor_of(story, "cardiologist")
    story.call(story.services.uow.run, post_messages, [said], actor=actor)
    story.send("county.doctor", "PUT", f"/rooms/{case['room_id']}/draft", {"text": DRAFT})
    return {
        "id": [case["id"], case["request_id"], case["room_id"], *kept(story)],
        "mid": [each["id"] for each in story.case("county.doctor", case["id"])["materials"]],
        "org": [story.served.orgs["gangcha"]],
        "study": [picture.study],
        "series": [picture.series_uid],
        "sop": [picture.sop_uid],
        "scope": [story.served.orgs["gangcha"]],
        "kind": ["ecg", "imaging"],
        "frames": ["1"],
        "path": ["7FE00010"],
    }


def kept(story: Consulting) -> list[str]:
    """Ids of whatever else is stored."""

    def ids(store) -> list[str]:
        kinds = (store.uploads, store.ecgs, store.attachments, store.instances, store.studies)
        return [each.id for kind in kinds for each in kind.list()]

    return story.look(ids)


def addresses(story: Consulting, ids: dict[str, list[str]]) -> Iterator[str]:
    assert story.served.client is not None
    for route in story.served.client.app.routes:  # type: ignore[attr-defined]
        if not isinstance(route, Route) or "GET" not in (route.methods or ()):
            continue
        if route.path == "/{path:path}":
            continue
        names = list(route.param_convertors)
        of_place = {"id": ids["org"]} if names[1:] and "/hospitals/{id}/" in route.path else {}
        named = {name: found for name in names if (found := (ids | of_place).get(name))}
        # What has no ids of its own is asked for by each id in all its places at once.
        unnamed = [dict.fromkeys(set(names) - set(named), each) for each in ids["id"]]
        for values in itertools.product(*named.values()):
            for rest in unnamed if len(named) < len(names) else [{}]:
                yield route.path_format.format(**dict(zip(named, values, strict=True)), **rest)


def told(browser: TestClient, address: str) -> str:
    answer = browser.get(address, headers={"Accept": "*/*"})
    assert answer.status_code < 500, (address, answer.text)
    return f"{answer.headers}{answer.content.decode('utf-8', 'replace')}"


def unseen(story: Consulting, every: list[str]) -> set[str]:
    """Marks that even those who take part do not find; looks no further than the last of them."""
    left = set(MARKS)
    for who, address in itertools.product(("county.doctor", "cardiologist"), every):
        if not left:
            break
        text = told(story.as_(who), address)
        left -= {mark for mark in left if mark in text}
    return left


def test_no_other_hospital_reads_a_word(story: Consulting) -> None:
    ids = marked(story)
    every = list(addresses(story, ids))
    assert unseen(story, every) == set()
    leaks = [
        (who, address, mark)
        for who in FOREIGN
        for address in every
        for text in [told(story.as_(who), address)]
        for mark in (*MARKS, ids["id"][0], ids["study"][0])
        if mark in text
    ]
    assert len(every) > 100
    assert leaks == []
