"""A request from its draft to its end, and the calls it makes."""

from __future__ import annotations

from consult.access.verbs import Verb
from tests.fixtures.served import PASSWORD
from tests.integration.api.who_may_what.consultation import advance, by_phone
from tests.integration.api.who_may_what.rule import (
    API,
    MEETING,
    REASON,
    Rows,
    Rule,
    Target,
    case,
    fixed,
    request,
    to_colleague,
)
from tests.stories.consulting import ANSWERS, CONTENT
from tests.stories.mdt import mdt_case

ROWS: Rows = {
    ("PUT", f"{API}/requests/{{id}}/draft"): request(
        Verb.SUBMIT_REQUEST,
        "draft",
        fixed(questions=["?"], urgency="urgent", destination=None),
    ),
    ("POST", f"{API}/requests/{{id}}/submit"): request(Verb.SUBMIT_REQUEST, "draft"),
    ("POST", f"{API}/requests/{{id}}/cancel"): request(Verb.CANCEL_REQUEST, body=REASON),
    ("POST", f"{API}/requests/{{id}}/assign"): request(
        Verb.ASSIGN_REQUEST,
        body=lambda story, ids: {"person_id": story.served.people["cardiologist3"]},
    ),
    ("GET", f"{API}/requests/{{id}}/assignable"): request(Verb.ASSIGN_REQUEST),
    ("POST", f"{API}/requests/{{id}}/take"): request(Verb.TAKE_REQUEST),
    ("POST", f"{API}/requests/{{id}}/accept"): request(Verb.ANSWER_OFFER, "offered"),
    ("POST", f"{API}/requests/{{id}}/refuse"): request(Verb.ANSWER_OFFER, "offered", REASON),
    ("POST", f"{API}/requests/{{id}}/reject"): request(Verb.REJECT_REQUEST, body=REASON),
    ("POST", f"{API}/requests/{{id}}/start"): request(Verb.CONSULT, "accepted"),
    ("POST", f"{API}/requests/{{id}}/give_back"): request(Verb.CONSULT, "accepted", REASON),
    ("PUT", f"{API}/requests/{{id}}/opinion"): request(
        Verb.SIGN_OPINION, "accepted", fixed(revision=0)
    ),
    ("POST", f"{API}/requests/{{id}}/sign"): request(
        Verb.SIGN_OPINION, "written", fixed(password=PASSWORD, revision=1)
    ),
    ("POST", f"{API}/requests/{{id}}/correct"): request(
        Verb.SIGN_OPINION,
        "signed",
        fixed(password=PASSWORD, reason="typing", content=CONTENT, answers=ANSWERS),
    ),
    ("POST", f"{API}/requests/{{id}}/respond"): request(
        Verb.RESPOND, "signed", fixed(value="adopted")
    ),
    ("POST", f"{API}/requests/{{id}}/close"): request(Verb.CLOSE_REQUEST, "responded", REASON),
    ("POST", f"{API}/requests/{{id}}/release"): request(Verb.RELEASE_REQUEST, "awaiting_release"),
    ("POST", f"{API}/requests/{{id}}/send_back"): request(
        Verb.RELEASE_REQUEST, "awaiting_release", REASON
    ),
    ("POST", f"{API}/requests/{{id}}/ask_info"): request(
        Verb.ASK_INFO, body=fixed(missing=["ecg"], text="of this morning")
    ),
    ("POST", f"{API}/requests/{{id}}/resubmit"): request(
        Verb.SUBMIT_REQUEST, "info_requested", fixed(text="added")
    ),
    ("POST", f"{API}/requests/{{id}}/resume"): request(
        Verb.ASK_INFO, "info_requested", fixed(text="by telephone")
    ),
    ("POST", f"{API}/requests/{{id}}/promise"): request(
        Verb.PROMISE, "accepted", fixed(promised_at="2099-01-01T00:00:00Z")
    ),
    ("POST", f"{API}/requests/{{id}}/accept_by_phone"): request(
        Verb.ASSIGN_REQUEST, body=to_colleague()
    ),
    ("POST", f"{API}/requests/{{id}}/hand_over"): request(
        Verb.CONSULT, "accepted", to_colleague(reason="theatre")
    ),
    ("POST", f"{API}/requests/{{id}}/reassign"): request(
        Verb.ASSIGN_REQUEST, "accepted", to_colleague(reason="ill")
    ),
    ("POST", f"{API}/requests/{{id}}/cover"): request(Verb.COVER_REQUEST, "accepted_by_3", REASON),
    ("POST", f"{API}/requests/{{id}}/stop"): request(Verb.CONSULT, "in_consultation", REASON),
    ("POST", f"{API}/requests/{{id}}/ask_cancel"): request(
        Verb.CANCEL_REQUEST, "in_consultation", REASON
    ),
    ("POST", f"{API}/requests/{{id}}/sign_interim"): request(
        Verb.SIGN_OPINION, "written", fixed(password=PASSWORD, revision=1)
    ),
    ("POST", f"{API}/requests/{{id}}/ask_again"): request(
        Verb.RESPOND, "signed", fixed(question="and then?")
    ),
    ("POST", f"{API}/requests/{{id}}/reopen"): request(
        Verb.REOPEN_REQUEST, "rejected", fixed(questions=["again?"], urgency="emergency")
    ),
    ("POST", f"{API}/requests/{{id}}/schedule"): request(Verb.SCHEDULE, "accepted", MEETING),
    ("POST", f"{API}/requests/{{id}}/reschedule"): request(Verb.SCHEDULE, "scheduled", MEETING),
    ("POST", f"{API}/requests/{{id}}/unschedule"): request(Verb.SCHEDULE, "scheduled", REASON),
    ("POST", f"{API}/requests/{{id}}/no_show"): request(Verb.SCHEDULE, "met"),
    ("GET", f"{API}/requests/{{id}}/meeting.ics"): request(Verb.READ_CASE, "scheduled"),
    ("POST", f"{API}/requests/{{id}}/fee"): request(
        Verb.RECORD_FEE, "accepted", fixed(amount=20000, currency="CNY", payer="county")
    ),
    ("POST", f"{API}/cases/{{id}}/specialties"): case(
        Verb.ADD_SPECIALTY,
        body=lambda story, ids: {"request_id": ids["request"], "specialty": "neurology"},
    ),
    ("POST", f"{API}/cases/by-phone"): Rule(
        "asked org", Verb.ENTER_BY_PHONE, body=lambda story, ids: by_phone(story)
    ),
    ("POST", f"{API}/cases/{{id}}/confirm_entry"): case(Verb.EDIT_CASE, "by_phone"),
    ("GET", f"{API}/requests/{{id}}/ladder"): request(Verb.READ_CASE),
    ("POST", f"{API}/requests/{{id}}/pass_on"): Rule("call", Verb.READ_CASE),
    ("POST", f"{API}/requests/{{id}}/call_again"): Rule("call", Verb.READ_CASE),
    ("POST", f"{API}/requests/{{id}}/calls"): request(
        Verb.READ_CASE, body=fixed(name="x", phone="1", outcome="reached")
    ),
}


TARGETS: dict[str, Target] = {
    "request": lambda story, state: (
        mdt_case(story, state)
        if state.startswith("mdt_")
        else (ids := advance(story, state)) | {"id": ids["request"]}
    ),
    "call": lambda story, state: (ids := advance(story, state)) | {"id": ids["request"]},
}
