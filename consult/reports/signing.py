"""What stands in the way of a signature, whatever the opinion says (签发条件)."""

from __future__ import annotations

from datetime import date, datetime

from consult.cases.request import Kind
from consult.duty.roster import Term
from consult.network.partnerships import Partnership, service_of
from consult.network.people import Person


def obstacle(
    signer: Person,
    partnership: Partnership | None,
    kind: Kind,
    now: datetime,
    *,
    term: Term | None = None,
    today: date | None = None,
    within: bool = False,
) -> str | None:
    """The code of the first reason why this person cannot sign now, or None.

    `term` is the signer's at the answering hospital, `today` the day there; `within` one hospital
    no agreement is needed.
    """
    if not signer.may_sign(now.date()):
        return "opinion.licence_expired"
    if term is not None and not term.holds(today or now.date()):
        return "opinion.term_ended"
    if within:
        return None
    if partnership is None or not partnership.covers(service_of(kind), now):
        return "opinion.partnership_ended"
    return None
