"""The numbers of the figures: time limits of the national indicators and what they run from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from consult.cases.limits import Limits
from consult.cases.request import Urgency
from consult.figures.catalogue import Figure, Measure


@dataclass(frozen=True, slots=True)
class FigureNumbers:
    """Of the whole network, so that its hospitals can be compared."""

    data: Mapping[str, Any]

    @property
    def fewest(self) -> int:
        """A breakdown over fewer says more about a patient than about a hospital."""
        return int(self.data["fewest"])

    @property
    def order_from_opinion(self) -> bool:
        """Whether the time to an order runs from the opinion instead of from the request."""
        return bool(self.data["order_from"] == "opinion")

    def limit_s(self, figure: Figure) -> int | None:
        """A limit that is the same for every hospital; None where it is the hospital's, or none."""
        emergency = Urgency.EMERGENCY in figure.among
        name = {
            Measure.ARRIVED_IN_TIME: "arrive_s",
            Measure.COMPLETED_IN_TIME: "complete_s",
            Measure.ORDERED_IN_TIME: "order_emergency_s" if emergency else "order_routine_s",
        }.get(figure.measure)
        return None if name is None else int(self.data[name])


def figure_numbers(network: Limits) -> FigureNumbers:
    return FigureNumbers(network.data["figures"])
