"""Duty, of the hospital that answers."""

from __future__ import annotations

from datetime import UTC, date, datetime

from consult.access.policy import Actor, decide
from consult.access.verbs import Verb
from consult.actions.duty import absence, overrides, rosters
from consult.actions.duty.door import subject_of
from consult.network.roles import CLINICAL
from storage.database.unit_of_work import system_clock
from tests.integration.api.who_may_what.consultation import advance
from tests.integration.api.who_may_what.rule import (
    API,
    LOGIN,
    NOT_THERE,
    REFUSED,
    Ids,
    Rows,
    Rule,
    Target,
    fixed,
    request,
)
from tests.stories.consulting import Consulting

ROWS: Rows = {
    ("GET", f"{API}/duty/hospitals"): LOGIN,
    ("GET", f"{API}/duty/week"): Rule("duty", Verb.READ_DUTY),
    ("GET", f"{API}/duty/on_call"): Rule("duty", Verb.READ_DUTY),
    ("GET", f"{API}/duty/rehearsal"): Rule("duty", Verb.READ_DUTY),
    ("GET", f"{API}/duty/answer_times"): Rule("duty", Verb.READ_DUTY),
    ("GET", f"{API}/requests/{{id}}/suggestions"): request(Verb.ASSIGN_REQUEST),
    ("PUT", f"{API}/duty/rosters"): Rule(
        "duty",
        Verb.MANAGE_DUTY,
        body=lambda story, ids: {"org_id": ids["org"], "specialty": "cardiology"},
    ),
    ("POST", f"{API}/duty/rosters/{{id}}/shifts"): Rule(
        "duty",
        Verb.MANAGE_DUTY,
        body=lambda story, ids: {
            "line": 1,
            "person_id": story.served.people["cardiologist"],
            "weekdays": [0],
            "starts_min": 480,
            "length_min": 720,
            "valid_from": "2026-01-01",
        },
    ),
    ("PATCH", f"{API}/duty/shifts/{{id}}"): Rule(
        "duty shift", Verb.MANAGE_DUTY, body=fixed(starting="2090-01-01", line=1)
    ),
    ("DELETE", f"{API}/duty/shifts/{{id}}"): Rule("duty shift", Verb.MANAGE_DUTY),
    ("POST", f"{API}/duty/rosters/{{id}}/overrides"): Rule(
        "duty",
        Verb.MANAGE_DUTY,
        body=lambda story, ids: {
            "line": 1,
            "person_id": story.served.people["cardiologist"],
            "starts_at": "2090-01-01T00:00:00Z",
            "ends_at": "2090-01-02T00:00:00Z",
        },
    ),
    ("DELETE", f"{API}/duty/overrides/{{id}}"): Rule("duty override", Verb.MANAGE_DUTY),
    ("GET", f"{API}/duty/me"): LOGIN,
    ("PUT", f"{API}/duty/me/availability"): Rule("clinician", body=fixed(presence="available")),
    ("POST", f"{API}/duty/me/alarm_tests"): Rule("clinician", body=fixed(device="x")),
    ("POST", f"{API}/duty/leaves"): Rule(
        "duty leave",
        Verb.MANAGE_DUTY,
        body=lambda story, ids: {
            "org_id": ids["org"],
            "person_id": story.served.people["cardiologist"],
            "starts_at": "2090-01-01T00:00:00Z",
            "ends_at": "2090-01-02T00:00:00Z",
        },
    ),
    ("DELETE", f"{API}/duty/leaves/{{id}}"): Rule("duty leave", Verb.MANAGE_DUTY),
    ("POST", f"{API}/duty/rosters/{{id}}/swaps"): Rule(
        "duty party",
        Verb.MANAGE_DUTY,
        body=lambda story, ids: swap_body(story),
    ),
    ("POST", f"{API}/duty/swaps/{{id}}/answer"): Rule("duty swap", body=fixed(agree=False)),
    ("DELETE", f"{API}/duty/swaps/{{id}}"): Rule("duty swap", Verb.MANAGE_DUTY),
    ("GET", f"{API}/duty/handover"): Rule("duty colleague", state="hidden"),
    ("POST", f"{API}/duty/handovers"): Rule(
        "duty colleague",
        body=lambda story, ids: {
            "org_id": ids["org"],
            "to_id": story.served.people["cardiologist3"],
            "reason": "shift",
            "items": [{"request_id": ids["request"]}],
        },
    ),
    ("POST", f"{API}/duty/handovers/{{id}}/acknowledge"): Rule("duty sheet", state="receiver"),
    ("DELETE", f"{API}/duty/handovers/{{id}}"): Rule("duty sheet", state="giver"),
    ("POST", f"{API}/duty/terms/hand_over"): Rule(
        "duty desk",
        body=lambda story, ids: {
            "org_id": ids["org"],
            "person_id": story.served.people["cardiologist"],
            "to_id": story.served.people["cardiologist3"],
            "reason": "term",
        },
    ),
    ("GET", f"{API}/experts"): Rule("duty desk", Verb.MANAGE_DUTY, state="hidden"),
}


NIGHT = {"line": 1, "starts_at": "2090-01-02T00:00:00Z", "ends_at": "2090-01-02T04:00:00Z"}


def swap_body(story: Consulting) -> dict[str, object]:
    people = story.served.people
    return {"from_id": people["cardiologist3"], "to_id": people["cardiologist"], "gives": NIGHT}


def duty(story: Consulting) -> Ids:
    """A cardiology roster at Liaocheng, on which its third cardiologist always is."""
    org_id = story.served.orgs["liaocheng"]
    made = story.act(rosters.save_roster, rosters.SaveRoster(org_id=org_id, specialty="cardiology"))
    body = rosters.AddShifts(
        roster_id=made.id,
        line=1,
        person_id=story.served.people["cardiologist3"],
        weekdays=tuple(range(7)),
        starts_min=0,
        length_min=24 * 60,
        valid_from=date(2026, 1, 1),
    )
    shift = story.act(rosters.add_shifts, body)[0]
    return {"id": made.id, "org": org_id, "shift": shift.id}


def duty_override(story: Consulting) -> Ids:
    ids = duty(story)
    cmd = overrides.MakeOverride(
        roster_id=ids["id"],
        line=1,
        person_id=story.served.people["cardiologist"],
        starts_at=datetime(2090, 1, 1, tzinfo=UTC),
        ends_at=datetime(2090, 1, 2, tzinfo=UTC),
    )
    return ids | {"id": story.act(overrides.make_override, cmd).id}


def duty_leave(story: Consulting) -> Ids:
    org_id = story.served.orgs["liaocheng"]
    cmd = absence.TakeLeave(
        org_id=org_id,
        person_id=story.served.people["cardiologist"],
        starts_at=datetime(2090, 1, 1, tzinfo=UTC),
        ends_at=datetime(2090, 1, 2, tzinfo=UTC),
    )
    return {"org": org_id, "id": story.act(absence.take_leave, cmd).id}


def duty_sheet(story: Consulting) -> Ids:
    ids = advance(story, "submitted")
    body = {
        "org_id": story.served.orgs["liaocheng"],
        "to_id": story.served.people["cardiologist"],
        "reason": "shift",
        "items": [{"request_id": ids["request"]}],
    }
    made = story.post("coordinator", "/duty/handovers", body)
    return ids | {"id": made["id"], "org": story.served.orgs["liaocheng"]}


def duty_swap(story: Consulting) -> Ids:
    ids = duty(story)
    made = story.post("cardiologist3", f"/duty/rosters/{ids['id']}/swaps", swap_body(story))
    return {"id": made["id"], "org": ids["org"]}


TARGETS: dict[str, Target] = {
    "duty": lambda story, state: duty(story),
    "duty party": lambda story, state: duty(story),
    "duty shift": lambda story, state: (ids := duty(story)) | {"id": ids["shift"]},
    "duty override": lambda story, state: duty_override(story),
    "duty leave": lambda story, state: duty_leave(story),
    "duty sheet": lambda story, state: duty_sheet(story),
    "duty desk": lambda story, state: {"org": story.served.orgs["liaocheng"]},
    "duty colleague": lambda story, state: (
        advance(story, "submitted") | {"org": story.served.orgs["liaocheng"]}
    ),
    "duty swap": lambda story, state: duty_swap(story),
    "clinician": lambda story, state: {},
}


def handing(rule: Rule, actor: Actor, who: str, *, planner: bool) -> int | None:
    """The coordinator has handed the cardiologist something; others know of no such sheet."""
    if rule.about == "duty sheet":
        mine = {"cardiologist": "receiver", "coordinator": "giver"}.get(who)
        return NOT_THERE if mine is None else None if mine == rule.state else REFUSED
    allowed = who in ("cardiologist", "coordinator")
    if rule.about == "duty desk":
        allowed = planner if rule.verb else who == "coordinator"
    return None if allowed else NOT_THERE if rule.state == "hidden" else REFUSED


def on_duty(story: Consulting, rule: Rule, actor: Actor, who: str) -> int | None:
    """Whose own leave or exchange it is may too; of an exchange others know nothing."""
    org_id, now = story.served.orgs["liaocheng"], system_clock()
    subject = story.look(lambda store: subject_of(store, org_id, now, None))
    if rule.about == "clinician":
        return None if actor.orgs_with(CLINICAL, now) else REFUSED
    planner = decide(actor, Verb.MANAGE_DUTY, subject, now).allowed
    party = who == "cardiologist"
    if rule.about == "duty swap":
        if not planner and not party:
            return NOT_THERE
        # The one who is asked answers; whoever proposed, or a planner, takes it back.
        return None if party == (rule.verb is None) else REFUSED
    if rule.about in ("duty colleague", "duty desk", "duty sheet"):
        return handing(rule, actor, who, planner=planner)
    if rule.about in ("duty leave", "duty party") and party:
        return None
    if not decide(actor, Verb.READ_DUTY, subject, now).allowed:
        return NOT_THERE
    assert rule.verb is not None
    return None if decide(actor, rule.verb, subject, now).allowed else REFUSED
