"""The ladder of one call, made from the duty of this moment and then frozen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from consult.duty.on_call import Contact, OnCall, Skipped
from consult.escalation.policy import EscalationPolicy, Target

MOST = 40
_LINES = {1: Target.LINE1, 2: Target.LINE2, 3: Target.LINE3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """Somebody who will be rung `after_s` from the start unless somebody has acknowledged."""

    no: int
    after_s: int
    target: Target
    person_id: str | None
    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """Somebody on duty who is not rung, and why (`duty.SkipReason`, or "refused")."""

    target: Target
    person_id: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    steps: tuple[Planned, ...]
    passed_over: tuple[PassedOver, ...]
    ends_after_s: int
    answer_within_s: int
    again_after_s: int
    policy_version: int
    # People who said no, or did not answer their telephone, while it rang.
    passed_on: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def read_plan(stored: dict[str, Any]) -> Plan:
    """What `as_json` gave."""
    steps = tuple(Planned(**{**s, "target": Target(s["target"])}) for s in stored["steps"])
    over = tuple(PassedOver(**{**s, "target": Target(s["target"])}) for s in stored["passed_over"])
    passed_on = tuple(stored.get("passed_on", ()))
    return Plan(**{**stored, "steps": steps, "passed_over": over, "passed_on": passed_on})


def plan(
    policy: EscalationPolicy,
    duty: OnCall,
    listed: Sequence[Contact],
    *,
    without: Iterable[str] = (),
) -> Plan:
    """Steps in the order they ring. Where nobody has duty, all of `listed` at once.

    `without` refused lately and are not rung again. A rung nobody stands on is
    not waited for: what comes after the first gap of the ladder moves up.
    """
    refused = frozenset(without)
    found = list(_rungs(policy, duty, listed, refused))
    start = min((after for after, _, _ in found), default=0)
    ordered = sorted(found, key=lambda each: each[0])
    steps = tuple(
        Planned(
            no=no,
            after_s=after - start,
            target=target,
            person_id=who.person_id or None,
            name=who.name,
            phone=who.phone,
        )
        for no, (after, target, who) in enumerate(ordered[:MOST], 1)
    )
    return Plan(
        steps=steps,
        passed_over=tuple(_passed_over(duty, refused)),
        ends_after_s=policy.ends_after_s - start if steps else 0,
        answer_within_s=policy.answer_within_s,
        again_after_s=policy.again_after_s,
        policy_version=policy.version,
    )


_Rung = tuple[int, Target, Contact]


def _rungs(
    policy: EscalationPolicy, duty: OnCall, listed: Sequence[Contact], refused: frozenset[str]
) -> Iterator[_Rung]:
    called = set(refused)
    anybody = False
    for line in duty.lines:
        target = _LINES[line.line]
        new = [each for each in line.people if each.person_id not in called]
        called |= {each.person_id for each in new}
        for place, who in enumerate(new):
            if target in policy.after_s:
                anybody = True
                yield policy.after_s[target] + place * policy.next_after_s, target, who
    if not anybody:
        for who in listed:
            if who.person_id not in called:
                called.add(who.person_id)
                yield 0, Target.LIST, who
    head = duty.head
    if head is not None and head.person_id not in called and Target.HEAD in policy.after_s:
        yield policy.after_s[Target.HEAD], Target.HEAD, head
    if Target.CENTRE in policy.after_s:
        yield (
            policy.after_s[Target.CENTRE],
            Target.CENTRE,
            Contact(person_id="", name="", phone=duty.phone),
        )


def _passed_over(duty: OnCall, refused: frozenset[str]) -> Iterator[PassedOver]:
    for line in duty.lines:
        target = _LINES[line.line]
        for each in line.skipped:
            yield _over(target, each)
        for who in line.people:
            if who.person_id in refused:
                yield PassedOver(
                    target=target, person_id=who.person_id, name=who.name, reason="refused"
                )


def _over(target: Target, each: Skipped) -> PassedOver:
    who = each.contact
    return PassedOver(
        target=target, person_id=who.person_id, name=who.name, reason=each.reason.value
    )
