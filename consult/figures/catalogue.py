"""Every figure of the ledger: what it counts and in what it is measured.

Their names and definitions in words are `figures.<key>.*` of server/texts; docs/figures.md is made
of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from consult.cases.request import Kind, Urgency


class Shape(StrEnum):
    """A count; a share of those it could have happened to; a time as median and 90th percentile."""

    COUNT = "count"
    SHARE = "share"
    TIME = "time"


class Measure(StrEnum):
    """What is counted or timed; the same one may stand in the ledger for each urgency."""

    SENT = "sent"
    ANSWERED_IN_TIME = "answered_in_time"
    TIME_TO_ACCEPT = "time_to_accept"
    TIME_TO_ANSWER = "time_to_answer"
    ADOPTED = "adopted"
    TIME_TO_ORDER = "time_to_order"
    ARRIVED_IN_TIME = "arrived_in_time"
    COMPLETED_IN_TIME = "completed_in_time"
    ORDERED_IN_TIME = "ordered_in_time"
    CONCLUDED = "concluded"
    ADVISED = "advised"
    BOUNCED = "bounced"


SHAPES = {
    Measure.SENT: Shape.COUNT,
    Measure.TIME_TO_ACCEPT: Shape.TIME,
    Measure.TIME_TO_ANSWER: Shape.TIME,
    Measure.TIME_TO_ORDER: Shape.TIME,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`among` are the urgencies it looks at; `no` is its number among the national indicators."""

    key: str
    group: str
    measure: Measure
    kind: Kind = Kind.CONSULTATION
    among: frozenset[Urgency] = frozenset(Urgency)
    no: int | None = None

    @property
    def words(self) -> str:
        """Under which its name and definition stand: one for all three urgencies."""
        return self.measure if self.group in set(Urgency) else self.key

    @property
    def shape(self) -> Shape:
        return SHAPES.get(self.measure, Shape.SHARE)


def _of_urgency(urgency: Urgency) -> tuple[Figure, ...]:
    measures = (
        Measure.SENT,
        Measure.ANSWERED_IN_TIME,
        Measure.TIME_TO_ACCEPT,
        Measure.TIME_TO_ANSWER,
    )
    return tuple(
        Figure(
            key=f"{urgency}_{measure}",
            group=urgency,
            measure=measure,
            among=frozenset({urgency}),
        )
        for measure in measures
    )


def _national(no: int, measure: Measure, *, emergency: bool) -> Figure:
    among = frozenset({Urgency.EMERGENCY})
    return Figure(
        key=f"national_{no}",
        group="national",
        measure=measure,
        among=among if emergency else frozenset(Urgency) - among,
        no=no,
    )


CATALOGUE: tuple[Figure, ...] = (
    Figure(key="sent", group="all", measure=Measure.SENT),
    *_of_urgency(Urgency.EMERGENCY),
    *_of_urgency(Urgency.URGENT),
    *_of_urgency(Urgency.ROUTINE),
    Figure(key="adopted", group="adoption", measure=Measure.ADOPTED),
    Figure(key="time_to_order", group="adoption", measure=Measure.TIME_TO_ORDER),
    # Of the indicators of 2025 for the core systems of medical quality and safety (核心制度).
    _national(5, Measure.ARRIVED_IN_TIME, emergency=True),
    _national(6, Measure.ORDERED_IN_TIME, emergency=True),
    _national(7, Measure.COMPLETED_IN_TIME, emergency=False),
    _national(8, Measure.ORDERED_IN_TIME, emergency=False),
    Figure(key="mdt", group="mdt", measure=Measure.CONCLUDED, kind=Kind.MDT),
    Figure(key="referral_up", group="referral", measure=Measure.SENT, kind=Kind.REFERRAL_UP),
    Figure(key="advised", group="referral", measure=Measure.ADVISED, kind=Kind.REFERRAL_UP),
    Figure(key="referral_down", group="referral", measure=Measure.SENT, kind=Kind.REFERRAL_DOWN),
    Figure(key="bounced", group="referral", measure=Measure.BOUNCED, kind=Kind.REFERRAL_DOWN),
)
BY_KEY = {figure.key: figure for figure in CATALOGUE}
