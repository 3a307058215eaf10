"""Referrals, free beds, and the links of a ward without a login."""

from __future__ import annotations

from dataclasses import replace

from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.network.partnerships import Service
from tests.integration.api.who_may_what.consultation import advance
from tests.integration.api.who_may_what.rule import API, LOGIN, Body, Ids, Rows, Rule, Target, fixed
from tests.stories.consulting import Consulting
from tests.stories.referring import SHEETS, body_of, prepare, refer
from tests.worlds.world import FULL_FORM

# step: (verb, the state it starts from)
REFERRAL_STEPS: dict[str, tuple[Verb, str]] = {
    "submit": (Verb.SEND_REFERRAL, "draft"),
    "resubmit": (Verb.SEND_REFERRAL, "info_requested"),
    "cancel": (Verb.SEND_REFERRAL, "submitted"),
    "ask_cancel": (Verb.SEND_REFERRAL, "departed"),
    "agree_cancel": (Verb.ANSWER_CANCEL, "cancel_requested"),
    "keep": (Verb.ANSWER_CANCEL, "cancel_requested"),
    "acknowledge": (Verb.SEND_REFERRAL, "declined"),
    "send_again": (Verb.SEND_REFERRAL, "declined"),
    "close": (Verb.SEND_REFERRAL, "feedback"),
    "refuse": (Verb.MOVE_PATIENT, "accepted"),
    "ask_info": (Verb.ANSWER_REFERRAL, "submitted"),
    "provisional": (Verb.ANSWER_REFERRAL, "submitted"),
    "accept": (Verb.ANSWER_REFERRAL, "submitted"),
    "schedule": (Verb.ANSWER_REFERRAL, "accepted"),
    "redirect": (Verb.ANSWER_REFERRAL, "submitted"),
    "decline": (Verb.ANSWER_REFERRAL, "submitted"),
    "ask_ward": (Verb.ANSWER_REFERRAL, "submitted"),
    "advise": (Verb.SIGN_REFERRAL, "submitted"),
    "feedback": (Verb.SIGN_REFERRAL, "discharged"),
    "agree": (Verb.MOVE_PATIENT, "accepted"),
    "depart": (Verb.MOVE_PATIENT, "accepted"),
    "update_eta": (Verb.MOVE_PATIENT, "departed"),
    "en_route": (Verb.MOVE_PATIENT, "departed"),
    "arrive": (Verb.RECEIVE_PATIENT, "departed"),
    "upload_records": (Verb.MOVE_PATIENT, "arrived"),
    "treat": (Verb.RECEIVE_PATIENT, "arrived"),
    "discharge": (Verb.RECEIVE_PATIENT, "treating"),
}


REFERRAL_STEPS_DOWN: dict[str, tuple[Verb, str]] = {
    "check_capability": (Verb.ANSWER_DOWN, "submitted"),
    "first_visit": (Verb.RECEIVE_PATIENT, "arrived"),
    "finish_plan": (Verb.RECEIVE_PATIENT, "plan_running"),
}
FIGURES = {"free_beds": 3}


def on_referral(verb: Verb, state: str = "submitted", action: str = "", way: str = "up") -> Rule:
    """A step of a referral that has come to `state`, with the body such a step has."""
    body: Body | None = lambda story, ids: body_of(action, ids["ward"])  # noqa: E731
    return Rule(f"referral {way}", verb, state, body if body_of(action, "") is not None else None)


ROWS: Rows = {
    ("GET", f"{API}/referrals"): LOGIN,
    ("GET", f"{API}/referrals/desk"): LOGIN,
    ("GET", f"{API}/referrals/mine"): LOGIN,
    ("GET", f"{API}/referrals/destinations"): LOGIN,
    ("GET", f"{API}/referrals/{{id}}"): on_referral(Verb.READ_CASE),
    ("PUT", f"{API}/referrals/{{id}}/sheet"): Rule(
        "referral up", Verb.SEND_REFERRAL, "draft", fixed(sheet=SHEETS["up"])
    ),
    ("POST", f"{API}/referrals"): Rule(
        "referable",
        Verb.SEND_REFERRAL,
        body=lambda story, ids: {
            "case_id": ids["case"],
            "kind": "referral_up",
            "urgency": "routine",
            "sheet": SHEETS["up"],
        },
    ),
    ("POST", f"{API}/requests/{{id}}/refer"): Rule(
        "convertible", Verb.CONVERT_REQUEST, body=fixed(sheet=SHEETS["up"])
    ),
    ("POST", f"{API}/referrals/arrivals"): Rule(
        "referral up",
        Verb.RECEIVE_PATIENT,
        "departed",
        lambda story, ids: {
            "code": story.look(lambda store: store.referrals.get(ids["id"])).slip_code
        },
    ),
    **{
        ("POST", f"{API}/referrals/{{id}}/{action}"): on_referral(verb, state, action)
        for action, (verb, state) in REFERRAL_STEPS.items()
    },
    **{
        ("POST", f"{API}/referrals/{{id}}/{action}"): on_referral(verb, state, action, "down")
        for action, (verb, state) in REFERRAL_STEPS_DOWN.items()
    },
    ("GET", f"{API}/beds"): LOGIN,
    ("PUT", f"{API}/beds/{{id}}"): Rule("department", Verb.UPDATE_BEDS, body=fixed(**FIGURES)),
    ("POST", f"{API}/beds/{{id}}/link"): Rule("department", Verb.UPDATE_BEDS, body=fixed(hours=2)),
    ("POST", f"{API}/ward-links/open"): Rule(
        "ward link", body=lambda story, ids: {"token": ids["question"]}
    ),
    ("POST", f"{API}/ward-links/answer"): Rule(
        "ward link",
        body=lambda story, ids: {"token": ids["question"], "answer": "yes", "who": "nurse A"},
    ),
    ("POST", f"{API}/ward-links/beds"): Rule(
        "ward link", body=lambda story, ids: {"token": ids["beds"], "who": "nurse A"} | FIGURES
    ),
}


def ward_links(story: Consulting) -> Ids:
    """The secrets of a question to a ward, and of a link for its beds."""
    ids = refer(story)
    body = body_of("ask_ward", ids["ward"])
    asked = story.post("referral.desk", f"/referrals/{ids['id']}/ask_ward", body)
    board = story.post("referral.desk", f"/beds/{ids['ward']}/link", {})
    return {"question": _secret(asked), "beds": _secret(board)}


def _secret(made: dict[str, str]) -> str:
    return made["path"].partition("#")[2]


def convertible(story: Consulting) -> Ids:
    prepare(story)
    form = {**FULL_FORM, "allow_referral": True}
    opened = story.open(form=form, send=True)
    agreed = story.look(lambda store: store.requests.get(opened["request_id"]))
    story.act(both_services, agreed.partnership_id)
    return {
        "case": opened["id"],
        "room": opened["room_id"],
        "request": agreed.id,
        "id": agreed.id,
    }


def both_services(work: Work, partnership_id: str) -> None:
    held = work.store.partnerships.get(partnership_id)
    work.store.partnerships.save(replace(held, services=tuple(Service)))


TARGETS: dict[str, Target] = {
    "referral up": lambda story, state: refer(story, "up", state),
    "referral down": lambda story, state: refer(story, "down", state),
    "referable": lambda story, state: (prepare(story), advance(story, state))[1],
    "convertible": lambda story, state: convertible(story),
    "ward link": lambda story, state: ward_links(story),
}
