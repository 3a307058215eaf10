"""Who may do what to a referral: by the end of the request one stands at, not the side of the case.

A hospital may send a patient up and take the same one back down in one case, so the sides of the
case say nothing here; `from_org` and `to_org` of the request do.
"""

from __future__ import annotations

from enum import StrEnum

from consult.access.verbs import Verb
from consult.cases.request import Request
from consult.network.roles import Role


class End(StrEnum):
    SENDER = "sender"
    RECEIVER = "receiver"

    def org(self, request: Request) -> str:
        return request.from_org if self is End.SENDER else request.to_org

    @property
    def other(self) -> End:
        return End.RECEIVER if self is End.SENDER else End.SENDER


DESK = frozenset({Role.REFERRAL_DESK})
PHYSICIANS = frozenset({Role.DOCTOR, Role.EXPERT, Role.REVIEWER})
WARD = PHYSICIANS | DESK | {Role.NURSE, Role.TECHNICIAN}
BOTH = (End.SENDER, End.RECEIVER)

# verb: (ends of the request, roles at the hospital there)
REFERRAL_RULES: dict[Verb, tuple[tuple[End, ...], frozenset[Role]]] = {
    Verb.SEND_REFERRAL: ((End.SENDER,), PHYSICIANS | DESK),
    Verb.MOVE_PATIENT: ((End.SENDER,), WARD),
    Verb.ANSWER_REFERRAL: ((End.RECEIVER,), DESK),
    # A county that takes its patient back need not keep a desk of its own.
    Verb.ANSWER_DOWN: ((End.RECEIVER,), DESK | {Role.DOCTOR}),
    Verb.SIGN_REFERRAL: ((End.RECEIVER,), PHYSICIANS),
    Verb.RECEIVE_PATIENT: ((End.RECEIVER,), WARD),
    Verb.ANSWER_CANCEL: (BOTH, PHYSICIANS | DESK),
    Verb.CONVERT_REQUEST: (BOTH, PHYSICIANS | DESK | {Role.COORDINATOR}),
}
# Who says how many beds are free: whoever works there, and the desks.
BED_KEEPERS = WARD | {Role.HEAD, Role.COORDINATOR}


def ends_of(verb: Verb, request: Request) -> tuple[End, ...]:
    """Where one has to stand for it; the answer to a cancellation is the other side's."""
    if verb is Verb.ANSWER_CANCEL:
        return tuple(end for end in BOTH if request.pending_release == end)
    return REFERRAL_RULES[verb][0]
