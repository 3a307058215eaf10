"""What a route asks the policy, and of what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from consult.access.policy import Actor
from consult.access.verbs import Verb
from tests.stories.consulting import Consulting

PEOPLE = (
    "nobody",
    "county2.doctor",
    "county.doctor",
    "county.tech",
    "county.head",
    "cardiologist",
    "coordinator",
    "supervisor",
    "hospital.admin",
    "admin",
)
LOGIN_NEEDED, REFUSED, NOT_THERE = 401, 403, 404
Ids = dict[str, str]
Body = Callable[[Consulting, Ids], object]


@dataclass(frozen=True)
class Rule:
    """What a route asks the policy, of what; `state` is how far the consultation has come."""

    about: str
    verb: Verb | None = None
    state: str = "submitted"
    body: Body | None = None
    headers: dict[str, str] = field(default_factory=dict)


Rows = dict[tuple[str, str], Rule]
# What is made for a call, and in which state, as the ids its address and body name.
Target = Callable[[Consulting, str], Ids]


def fixed(**body: object) -> Body:
    return lambda story, ids: body


def case(verb: Verb, state: str = "submitted", body: Body | None = None) -> Rule:
    return Rule("case", verb, state, body)


def request(verb: Verb, state: str = "submitted", body: Body | None = None) -> Rule:
    return Rule("request", verb, state, body)


def to_colleague(**more: object) -> Body:
    return lambda story, ids: {"person_id": story.served.people["cardiologist3"], **more}


PUBLIC, LOGIN = Rule("public"), Rule("login")
READ = case(Verb.READ_CASE)
REASON = fixed(reason="because")
MEETING = fixed(
    starts_at="2099-01-01T08:00:00Z",
    ends_at="2099-01-01T09:00:00Z",
    link="https://meet.example.org/a",
    reason="list",
)
TUS = {"Tus-Resumable": "1.0.0"}
API = "/api/v1"


def actor_of(story: Consulting, who: str) -> Actor:
    person_id = story.served.people[who]
    roles = story.look(lambda store: store.roles.list(person_id=person_id))
    return Actor(person_id=person_id, roles=tuple(roles))
