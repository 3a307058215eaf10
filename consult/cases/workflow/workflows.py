"""Which table belongs to which kind of request."""

from __future__ import annotations

from consult.cases.request import Kind
from consult.cases.workflow import clocks
from consult.cases.workflow.consultation import CONSULTATION
from consult.cases.workflow.transitions import Workflow
from consult.errors import Invalid
from consult.mdt.timing import TIMING
from consult.mdt.workflow import MDT
from consult.referrals import timing
from consult.referrals.workflow import REFERRAL_DOWN, REFERRAL_UP

WORKFLOWS: dict[Kind, Workflow] = {
    each.kind: each for each in (CONSULTATION, MDT, REFERRAL_UP, REFERRAL_DOWN)
}

# What their time is spent on, where that is not as in a consultation.
TIMINGS: dict[Kind, clocks.Timing] = {
    Kind.MDT: TIMING,
    Kind.REFERRAL_UP: timing.UP,
    Kind.REFERRAL_DOWN: timing.DOWN,
}


def timing_of(kind: Kind) -> clocks.Timing:
    return TIMINGS.get(kind, clocks.CONSULTATION)


def workflow(kind: Kind) -> Workflow:
    found = WORKFLOWS.get(kind)
    if found is None:
        raise Invalid("request.kind_not_offered", field="kind", kind=kind)
    return found
