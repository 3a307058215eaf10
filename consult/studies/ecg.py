"""What is known about an ECG recording once its file was read (心电图).

Plain values: the samples themselves live only in the canonical derivative.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class EcgLead:
    """One stored lead. `code` is the MDC lead id of ISO/IEEE 11073-10101, as "2:3", or "".

    `lsb_nv`: nanovolts per stored integer step. `derived`: the file says it was computed.
    """

    name: str
    code: str
    lsb_nv: float
    offset_nv: float = 0.0
    derived: bool = False


@dataclass(frozen=True, slots=True)
class EcgMeasurement:
    """A number the recorder computed ("machine, unconfirmed"), in the recorder's unit."""

    name: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class EcgSummary:
    """Facts of one recording; `rate_num / rate_den` is the exact sampling rate in Hz.

    `acquired_text` is the time as written in the file; `acquired_at` the same parsed, naive
    when the file names no zone. `device` is the recorder as the file names it.
    """

    rate_num: int
    rate_den: int
    n_samples: int
    leads: tuple[EcgLead, ...]
    acquired_text: str = ""
    acquired_at: datetime | None = None
    device: str = ""
    machine_statements: tuple[str, ...] = ()
    measurements: tuple[EcgMeasurement, ...] = ()
    filters: tuple[tuple[str, float], ...] = ()
    median_beat: bool = False
    parser: str = ""
    parser_version: str = ""

    @property
    def rate(self) -> Fraction:
        """Sampling rate in Hz."""
        return Fraction(self.rate_num, self.rate_den)

    @property
    def lead_names(self) -> tuple[str, ...]:
        """Names of the stored leads in the file's order."""
        return tuple(lead.name for lead in self.leads)

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        raw = asdict(self)
        raw["acquired_at"] = self.acquired_at.isoformat() if self.acquired_at else None
        return raw

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> EcgSummary:
        """The inverse of `to_json`; raises ValueError, TypeError or KeyError on other shapes."""
        when = raw.get("acquired_at")
        fields = dict(raw)
        fields["leads"] = tuple(EcgLead(**lead) for lead in raw["leads"])
        fields["measurements"] = tuple(EcgMeasurement(**m) for m in raw["measurements"])
        fields["machine_statements"] = tuple(raw["machine_statements"])
        fields["filters"] = tuple((str(k), float(v)) for k, v in raw["filters"])
        fields["acquired_at"] = datetime.fromisoformat(when) if when else None
        return cls(**fields)
