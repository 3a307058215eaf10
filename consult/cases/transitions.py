"""State machines as tables: one `Rule` per (state, action), read by actions, docs and tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consult.access.verbs import Verb
from consult.cases.request import Kind
from consult.errors import IllegalMove


@dataclass(frozen=True, slots=True)
class Rule:
    """An action leads `to` a state for whoever the policy allows `verb`."""

    to: str
    verb: Verb
    reason_required: bool = False


Table = Mapping[tuple[str, str], Rule]


@dataclass(frozen=True, slots=True)
class Workflow:
    """A kind of request: its first state, its rules and what FHIR calls its states (R4)."""

    kind: Kind
    initial: str
    rules: Table
    fhir_status: Mapping[str, str]

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
        return not self.actions(state)
