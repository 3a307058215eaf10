"""The actor behind commands of the operator and jobs of the server."""

from __future__ import annotations

from datetime import UTC, datetime

from consult.access.policy import CLOCK, Actor
from consult.network.roles import Role, RoleAssignment

# An administrator of the network, never a clinician: the system reads no patient's case.
SYSTEM = Actor(
    person_id=CLOCK,
    roles=(
        RoleAssignment(
            id="system",
            person_id=CLOCK,
            org_id="system",
            role=Role.ADMIN,
            valid_from=datetime(2000, 1, 1, tzinfo=UTC),
        ),
    ),
)
