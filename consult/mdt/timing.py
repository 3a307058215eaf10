"""What the time of a case before a team is spent on; until the decision sessions have dates."""

from __future__ import annotations

from consult.cases.workflow.clocks import Timing
from consult.mdt.workflow import State

TIMING = Timing(
    stage_of={State.FINALISED: "adoption", State.ACTING: "follow_up"},
    limit_of={"adoption": ("adopt_s", False)},
)
