"""Multidisciplinary meetings: boards and their polls, sessions, one case before a team."""

from __future__ import annotations

from datetime import timedelta

from consult.access.policy import Actor, MdtSubject, decide
from consult.access.verbs import Verb
from consult.actions.mdt.door import attendees_of, board_subject, session_subject
from consult.actions.mdt.session import polls
from storage.database.unit_of_work import system_clock
from storage.repositories.store import SqlStore
from tests.fixtures.served import PASSWORD
from tests.integration.api.who_may_what.rule import (
    API,
    LOGIN,
    REASON,
    Ids,
    Rows,
    Rule,
    Target,
    fixed,
)
from tests.stories.consulting import Consulting
from tests.stories.mdt import ServedMdt
from tests.worlds.mdt import CONTENT

AT = {"starts_at": "2099-01-01T08:00:00Z", "ends_at": "2099-01-01T09:00:00Z"}
S = f"{API}/mdt/sessions/{{id}}"
Q = f"{API}/requests/{{id}}"
STEER, CHAIR, JOIN, MANAGE = Verb.STEER_MDT, Verb.CHAIR_MDT, Verb.JOIN_MDT, Verb.MANAGE_MDT
SUBMIT = Verb.SUBMIT_REQUEST


def first_action(story: Consulting, ids: Ids) -> int:
    return story.look(lambda store: store.mdt_details.get(ids["request"]).cards[0])


ROWS: Rows = {
    ("GET", f"{API}/mdt"): LOGIN,
    ("GET", f"{API}/mdt/boards"): LOGIN,
    ("GET", f"{API}/mdt/polls"): LOGIN,
    ("POST", f"{API}/mdt/boards"): Rule(
        "mdt org",
        MANAGE,
        "",
        lambda story, ids: ServedMdt(story).body(),
    ),
    ("GET", f"{API}/mdt/seatable/{{org}}"): Rule("mdt org", MANAGE),
    ("PUT", f"{API}/mdt/boards/{{id}}"): Rule(
        "mdt board",
        MANAGE,
        "",
        lambda story, ids: ServedMdt(story).body(),
    ),
    ("POST", f"{API}/mdt/boards/{{id}}/sessions"): Rule(
        "mdt board",
        STEER,
        "",
        fixed(mode="live", **AT),
    ),
    ("POST", f"{API}/mdt/boards/{{id}}/polls"): Rule("mdt board", STEER, "", fixed(slots=[AT])),
    ("PUT", f"{API}/mdt/polls/{{id}}/vote"): Rule("mdt poll", JOIN, "", fixed(votes=["yes"])),
    ("POST", f"{API}/mdt/polls/{{id}}/settle"): Rule("mdt poll", STEER, "", fixed(slot=0)),
    ("GET", S): Rule("mdt session", Verb.READ_MDT),
    ("POST", f"{S}/reschedule"): Rule("mdt session", STEER, "", fixed(reason="fog", **AT)),
    ("POST", f"{S}/cancel"): Rule("mdt session", STEER, "", REASON),
    ("POST", f"{S}/publish"): Rule("mdt session", STEER),
    ("POST", f"{S}/answer"): Rule("mdt session", JOIN, "", fixed(coming=True)),
    ("PUT", f"{S}/agenda"): Rule("mdt session", STEER, "", fixed(items=[])),
    ("POST", f"{S}/open"): Rule("mdt session", STEER),
    ("POST", f"{S}/end"): Rule("mdt meeting", STEER),
    ("POST", f"{S}/presence"): Rule("mdt session", JOIN, "", fixed(here=True)),
    ("POST", f"{S}/roll_call"): Rule("mdt session", STEER, "", fixed(calls=[])),
    ("POST", f"{S}/next"): Rule("mdt meeting", STEER, "", fixed(request_id=None)),
    ("POST", f"{API}/cases/{{id}}/mdt"): Rule(
        "case",
        Verb.PROPOSE_MDT,
        "submitted",
        lambda story, ids: {"board_id": ServedMdt(story).board_id, "question": "?"},
    ),
    ("GET", f"{Q}/mdt"): Rule("request", Verb.READ_CASE, "mdt_proposed"),
    ("PUT", f"{Q}/mdt/form"): Rule("request", SUBMIT, "mdt_proposed", fixed(question="?", form={})),
    ("POST", f"{Q}/screen"): Rule("request", STEER, "mdt_proposed", fixed()),
    ("POST", f"{Q}/need_info"): Rule("request", STEER, "mdt_proposed", REASON),
    ("POST", f"{Q}/single_consult"): Rule("request", STEER, "mdt_proposed", REASON),
    ("POST", f"{Q}/supply_info"): Rule("request", SUBMIT, "mdt_info", fixed()),
    ("POST", f"{Q}/plan"): Rule(
        "request",
        STEER,
        "mdt_screened",
        lambda story, ids: {"session_id": ids["session"]},
    ),
    ("POST", f"{Q}/postpone"): Rule("request", STEER, "mdt_scheduled", REASON),
    ("PUT", f"{Q}/mdt/opinion"): Rule(
        "request", JOIN, "mdt_preparing", fixed(revision=0, text="a")
    ),
    ("POST", f"{Q}/open_opinions"): Rule("request", CHAIR, "mdt_in_session"),
    ("PUT", f"{Q}/mdt/outcome"): Rule(
        "request",
        STEER,
        "mdt_in_session",
        fixed(revision=1, content=CONTENT),
    ),
    ("POST", f"{Q}/conclude"): Rule("request", STEER, "mdt_in_session"),
    ("POST", f"{Q}/fail_quorum"): Rule("request", STEER, "mdt_in_session", REASON),
    ("POST", f"{Q}/circulate"): Rule("request", STEER, "mdt_concluded"),
    ("POST", f"{Q}/revise"): Rule("request", STEER, "mdt_circulated", REASON),
    ("POST", f"{Q}/sign_mdt"): Rule(
        "request",
        JOIN,
        "mdt_circulated_by_member",
        fixed(password=PASSWORD, version=1, value="agree"),
    ),
    ("POST", f"{Q}/finalise"): Rule(
        "request",
        CHAIR,
        "mdt_circulated",
        fixed(password=PASSWORD, version=1),
    ),
    ("POST", f"{Q}/report_action"): Rule(
        "request",
        Verb.JOIN_ROOM,
        "mdt_finalised",
        lambda story, ids: {"seq": first_action(story, ids), "state": "done"},
    ),
    ("POST", f"{Q}/to_meeting"): Rule("request", CHAIR, "mdt_async", REASON),
}


def mdt_target(story: Consulting, about: str) -> Ids:
    if about == "mdt org":
        return {"org": story.served.orgs["liaocheng"]}
    mdt = ServedMdt(story)
    ids = {"id": mdt.board_id, "board": mdt.board_id, "session": ""}
    if about in ("mdt session", "mdt meeting"):
        mdt.plan_session()
        if about == "mdt meeting":
            mdt.open()
        return ids | {"id": mdt.session_id, "session": mdt.session_id}
    if about == "mdt poll":
        slots = ((system_clock() + timedelta(days=2), system_clock() + timedelta(days=2, hours=1)),)
        cmd = polls.AskSlots(board_id=mdt.board_id, slots=slots)
        return ids | {"id": mdt.world.do(polls.ask_slots, cmd, "coordinator").id}
    return ids


def mdt_refusal(story: Consulting, row_verb: Verb | None, ids: Ids, actor: Actor) -> int | None:
    """404 for who may not see the board, 403 for who may see and not do it."""

    assert row_verb is not None
    if "org" in ids:
        own = MdtSubject(org_id=ids["org"])
        return None if decide(actor, row_verb, own, system_clock()).allowed else 403

    def subject_of(store: SqlStore) -> MdtSubject:
        if ids["session"]:
            session = store.mdt_sessions.get(ids["session"])
            rows = attendees_of(store, session.id)
            return session_subject(store, session, rows, system_clock())
        return board_subject(store, store.mdt_boards.get(ids["board"]), system_clock())

    subject, now = story.look(subject_of), system_clock()
    if not decide(actor, Verb.READ_MDT, subject, now).allowed:
        return 404
    # Dates may also be set by who sets up the hospital's boards.
    planning = row_verb is STEER and not ids["session"]
    verbs = (row_verb, MANAGE) if planning else (row_verb,)
    return None if any(decide(actor, verb, subject, now).allowed for verb in verbs) else 403


TARGETS: dict[str, Target] = {
    "mdt org": lambda story, state: mdt_target(story, "mdt org"),
    "mdt board": lambda story, state: mdt_target(story, "mdt board"),
    "mdt session": lambda story, state: mdt_target(story, "mdt session"),
    "mdt meeting": lambda story, state: mdt_target(story, "mdt meeting"),
    "mdt poll": lambda story, state: mdt_target(story, "mdt poll"),
}
