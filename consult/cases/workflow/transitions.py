"""State machines as tables: one `Rule` per (state, action), read by actions, docs and tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consult.access.verbs import Verb
from consult.cases.request import Kind
from consult.errors import IllegalMove


@dataclass(frozen=True, slots=True)
class Rule:
    """An action leads `to` a state for whoever the policy allows `verb`.

    `or_to` are the other states it may lead to; the action itself knows which (an approval is
    still missing, information goes back to where it was asked for).
    """

    to: str
    verb: Verb
    reason_required: bool = False
    or_to: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.to, *self.or_to)


Table = Mapping[tuple[str, str], Rule]


@dataclass(frozen=True, slots=True)
class Workflow:
    """A kind of request: its first state, its rules and what FHIR calls its states (R4).

    `fhir_status` is ServiceRequest.status, `fhir_task` Task.status with Task.businessStatus.
    """

    kind: Kind
    initial: str
    rules: Table
    fhir_status: Mapping[str, str]
    fhir_task: Mapping[str, tuple[str, str]]

    @property
    def states(self) -> frozenset[str]:
        return frozenset(self.fhir_status)

    def rule(self, state: str, action: str) -> Rule:
        """The rule for an action in a state; raises IllegalMove with what is allowed."""
        found = self.rules.get((state, action))
        if found is None:
            raise IllegalMove(state, action, self.actions(state))
        return found

    def actions(self, state: str) -> Iterable[str]:
        return sorted(action for (at, action) in self.rules if at == state)

    def final(self, state: str) -> bool:
        """Nothing leads out of it to another state."""
        return all(
            set(rule.targets) == {state} for (at, _), rule in self.rules.items() if at == state
        )
