"""Writes the page of each workflow from its transition table; `--check` says whether they hold."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from consult.cases.limits import DEFAULTS, STAGES
from consult.cases.request import Urgency
from consult.cases.workflow.consultation import CONSULTATION
from consult.cases.workflow.consultation import State as ConsultationState
from consult.cases.workflow.transitions import Workflow
from consult.mdt.workflow import MDT
from consult.mdt.workflow import State as MdtState
from consult.referrals.states import State as ReferralState
from consult.referrals.workflow import REFERRAL_DOWN, REFERRAL_UP

DOCS = Path(__file__).resolve().parent.parent / "docs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`parts` are (heading before its sections, or "" for an only one; the table)."""

    name: str
    about: str
    order: Sequence[str]
    parts: tuple[tuple[str, Workflow], ...]
    numbers: str

    @property
    def path(self) -> Path:
        return DOCS / f"{self.name}.md"

    def text(self) -> str:
        found = [self.about]
        for heading, flow in self.parts:
            level = "###" if heading else "##"
            found += [f"## {heading}"] if heading else []
            found += [f"{level} The states", diagram(flow, self.order)]
            found += [f"{level} Every step", steps(flow, self.order)]
            found += [f"{level} In FHIR R4", fhir(flow, self.order)]
        found += ["## The numbers they start with", self.numbers]
        return "\n".join(part.rstrip() + "\n" for part in found)

    def stale(self) -> bool:
        return not self.path.exists() or self.path.read_text(encoding="utf-8") != self.text()


def main() -> None:
    if "--check" not in sys.argv:
        for page in PAGES:
            page.path.write_text(page.text(), encoding="utf-8")
        return
    for name in stale():
        sys.exit(f"docs/{name}.md is not what the table says: python -m tools.workflows")


def stale() -> list[str]:
    """Names of the pages that are not what their tables say."""
    return [page.name for page in PAGES if page.stale()]


def diagram(flow: Workflow, order: Sequence[str]) -> str:
    """Arrows between different states; steps that change none would hide the others."""
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (state, action), rule in flow.rules.items():
        for target in rule.targets:
            if target != state:
                arrows[state, target].append(action)
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {flow.initial}"]
    at = {state: number for number, state in enumerate(order)}
    for (state, target), actions in sorted(
        arrows.items(), key=lambda item: (at[item[0][0]], at[item[0][1]])
    ):
        lines.append(f"    {state} --> {target}: {', '.join(sorted(actions))}")
    lines += [f"    {state} --> [*]" for state in sorted(flow.states) if flow.final(state)]
    return "\n".join([*lines, "```"])


def steps(flow: Workflow, order: Sequence[str]) -> str:
    rows = ["| state | step | leads to | right | reason |", "|---|---|---|---|---|"]
    at = {state: number for number, state in enumerate(order)}
    rules = sorted(flow.rules.items(), key=lambda item: (at[item[0][0]], item[0][1]))
    for (state, action), rule in rules:
        targets = ", ".join(dict.fromkeys(str(target) for target in rule.targets))
        reason = "required" if rule.reason_required else ""
        rows.append(f"| {state} | `{action}` | {targets} | {rule.verb} | {reason} |")
    return "\n".join(rows)


def fhir(flow: Workflow, order: Sequence[str]) -> str:
    rows = ["| state | ServiceRequest | Task | businessStatus |", "|---|---|---|---|"]
    for state in order:
        if state in flow.states:
            task, business = flow.fhir_task[state]
            rows.append(f"| {state} | {flow.fhir_status[state]} | {task} | {business} |")
    return "\n".join(rows)


def per_urgency(stages: Sequence[str]) -> str:
    rows = [f"| urgency | {' | '.join(stages)} |", "|---" * (len(stages) + 1) + "|"]
    for urgency in Urgency:
        given = DEFAULTS[urgency.value]
        rows.append(f"| {urgency} | {' | '.join(str(given[stage]) for stage in stages)} |")
    return "\n".join(rows)


def of_referrals() -> str:
    rows = ["| number | seconds |", "|---|---|"]
    rows += [f"| {name} | {seconds} |" for name, seconds in DEFAULTS["referral"].items()]
    return "\n".join(rows)


def of_meetings() -> str:
    rows = ["| number | value |", "|---|---|"]
    rows += [f"| {name} | {value} |" for name, value in DEFAULTS.items() if name.startswith("mdt_")]
    return "\n".join(rows)


def _states(kind: type[StrEnum]) -> tuple[str, ...]:
    return tuple(state.value for state in kind)


SECONDS = """Seconds. The network, and each hospital over it, may set others: versioned, with the
reason, under `/api/v1/limits/{scope}`. """
PAGES = (
    Page(
        name="consultation",
        about="""# The consultation, state by state

Made by `python -m tools.workflows` from
[`consult/cases/workflow/consultation.py`](../consult/cases/workflow/consultation.py); do not edit.
A step that is not in the table is answered 409 with the list of what is allowed.
""",
        order=_states(ConsultationState),
        parts=(("", CONSULTATION),),
        numbers=SECONDS
        + """Allocation, arrival and opinion count from sending, the
others from the beginning of their stage.
"""
        + "\n"
        + per_urgency([stage for stage in STAGES if stage != "refer_s"]),
    ),
    Page(
        name="mdt",
        about="""# A case before a multidisciplinary team, state by state

Made by `python -m tools.workflows` from
[`consult/mdt/workflow.py`](../consult/mdt/workflow.py); do not edit.
A step that is not in the table is answered 409 with the list of what is allowed.

* **Who reads.** Chair and secretary of the team from the proposal on, the hospitals of its members
  from the day the case is put on a list. Others on the list of a session are told only how many
  cases there are.
* **The list** locks before the session; afterwards it changes only with a reason, which is kept.
* **Opinions before** are sealed. All are opened together: by the chair, by concluding, when the
  last one of an asynchronous window is in, or when the window closes.
* **Quorum**: the chair, and somebody of each specialty the case needs. A page that is open says so
  every half minute; a link that is lost counts a little longer (below). Below the quorum nothing is
  blocked but the word: it is recorded as a discussion, not as an MDT conclusion.
* **Signatures.** Each member who was there, word for word; the chair last, when all have signed or
  their time is over. Whoever was absent is not asked. Each circulated version is signed anew.
* **A dissent in an asynchronous window** calls a meeting: the next one whose list is still open.
* **Actions** become request cards in the room of the case, which closes when none is left open.
  They stand in their owner's Today, are reported from there, and are told when their time is over.
* **Nobody acts.** A proposal that is not screened, an outcome that is not sent round, a record the
  chair does not sign: chair and secretary are told; from the second time on the centre's desk and
  who asked as well. What was sent back and never completed ends by itself.
""",
        order=_states(MdtState),
        parts=(("", MDT),),
        numbers="""The network, and each hospital over it, may set others: versioned, with the
reason, under `/api/v1/limits/{scope}`.
"""
        "\n" + of_meetings(),
    ),
    Page(
        name="referral",
        about="""# The referral, up and down, state by state

Made by `python -m tools.workflows` from
[`consult/referrals/workflow.py`](../consult/referrals/workflow.py); do not edit.
A step that is not in the table is answered 409 with the list of what is allowed.

* **Who answers.** Up: the referral desk of the receiving hospital, and nobody else. Down: the
  desk, or a doctor of the county. Advice and feedback are signed by a doctor with a licence.
* **Another hospital.** The receiver may point to one the sender has an agreement with; the papers
  go there only when the sender sends it again, as a new request that names the old one.
* **Called off.** Before the patient has left the sender cancels alone. Later, and whenever the
  receiver takes a promised place back, the other side has to agree.
* **Wards** answer behind a link: one ward, one question, once, within its time. They see age, sex,
  the category of the diagnosis and what is needed; the secret stands in the fragment of the
  address and in bodies only, and its hash alone is kept.
* **The slip's code** names a referral and opens nothing: who scans it has to be logged in and work
  at the receiving hospital.
* **Back too soon.** A referral up within the time below of the arrival of one down is marked as
  bounced and names it; nothing of the earlier one changes.
""",
        order=_states(ReferralState),
        parts=(("Up", REFERRAL_UP), ("Down", REFERRAL_DOWN)),
        numbers=SECONDS
        + """An answer is due from
sending; the others count from what they are named after.
"""
        + "\n"
        + per_urgency(["refer_s"])
        + "\n\n"
        + of_referrals(),
    ),
)


if __name__ == "__main__":
    main()
