"""Writes docs/consultation.md from the transition table; `--check` says whether it still holds."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from consult.cases.consultation import CONSULTATION, ENDED, State
from consult.cases.limits import DEFAULTS, STAGES
from consult.cases.request import Urgency

PAGE = Path(__file__).resolve().parent.parent / "docs" / "consultation.md"
ABOUT = """# The consultation, state by state

Made by `python -m tools.consultation` from
[`consult/cases/consultation.py`](../consult/cases/consultation.py); do not edit.
A step that is not in the table is answered 409 with the list of what is allowed.
"""


def main() -> None:
    if "--check" not in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
        return
    if stale():
        sys.exit("docs/consultation.md is not what the table says: python -m tools.consultation")


def stale() -> bool:
    return not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page()


def page() -> str:
    parts = [ABOUT, "## The states", diagram(), "## Every step", steps(), "## In FHIR R4", fhir()]
    parts += ["## The numbers they start with", NUMBERS, numbers()]
    return "\n".join(part.rstrip() + "\n" for part in parts)


def diagram() -> str:
    """Arrows between different states; steps that change none would hide the others."""
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (state, action), rule in CONSULTATION.rules.items():
        for target in rule.targets:
            if target != state:
                arrows[state, target].append(action)
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {CONSULTATION.initial}"]
    order = {state.value: number for number, state in enumerate(State)}
    for (state, target), actions in sorted(
        arrows.items(), key=lambda item: (order[item[0][0]], order[item[0][1]])
    ):
        lines.append(f"    {state} --> {target}: {', '.join(sorted(actions))}")
    lines += [f"    {state} --> [*]" for state in sorted(ENDED)]
    return "\n".join([*lines, "```"])


def steps() -> str:
    rows = ["| state | step | leads to | right | reason |", "|---|---|---|---|---|"]
    order = {state.value: number for number, state in enumerate(State)}
    rules = sorted(CONSULTATION.rules.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    for (state, action), rule in rules:
        targets = ", ".join(dict.fromkeys(str(target) for target in rule.targets))
        reason = "required" if rule.reason_required else ""
        rows.append(f"| {state} | `{action}` | {targets} | {rule.verb} | {reason} |")
    return "\n".join(rows)


def fhir() -> str:
    rows = ["| state | ServiceRequest | Task | businessStatus |", "|---|---|---|---|"]
    for state in State:
        task, business = CONSULTATION.fhir_task[state]
        rows.append(f"| {state} | {CONSULTATION.fhir_status[state]} | {task} | {business} |")
    return "\n".join(rows)


NUMBERS = """Seconds. The network, and each hospital over it, may set others: versioned, with the
reason, under `/api/v1/limits/{scope}`. Allocation, arrival and opinion count from sending, the
others from the beginning of their stage."""


def numbers() -> str:
    rows = [f"| urgency | {' | '.join(STAGES)} |", "|---" * (len(STAGES) + 1) + "|"]
    for urgency in Urgency:
        given = DEFAULTS[urgency.value]
        rows.append(f"| {urgency} | {' | '.join(str(given[stage]) for stage in STAGES)} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
