"""What a consultation costs, recorded by the centre where the hospital wants it (会诊费)."""

from __future__ import annotations

from dataclasses import dataclass

from consult.access.verbs import Verb
from consult.actions.requests.limits import limits_of
from consult.actions.requests.moves import tell_everyone
from consult.actions.work import Work
from consult.cases.fee import CURRENCIES, MAX_AMOUNT, Fee, Payer
from consult.cases.workflow.consultation import UNSENT
from consult.errors import Conflict, Invalid

MAX_NOTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFee:
    """`amount` in the currency's smallest unit; a further record takes the place of the last."""

    request_id: str
    amount: int
    currency: str
    payer: Payer
    note: str = ""


def record_fee(work: Work, cmd: RecordFee) -> Fee:
    opened = work.open_request(cmd.request_id, Verb.RECORD_FEE)
    if not limits_of(work.store, opened.request.to_org).fee:
        raise Conflict("fee.not_wanted")
    if opened.request.state in UNSENT:
        raise Conflict("request.not_running")
    if not 0 <= cmd.amount <= MAX_AMOUNT or cmd.currency not in CURRENCIES:
        raise Invalid("fee.bad_amount", field="amount")
    if len(cmd.note) > MAX_NOTE:
        raise Invalid("request.text_too_long", field="note", limit=MAX_NOTE)
    fee = Fee(
        id=work.new_id(),
        request_id=cmd.request_id,
        amount=cmd.amount,
        currency=cmd.currency,
        payer=cmd.payer,
        note=cmd.note.strip(),
        by=work.actor.person_id,
        at=work.now,
    )
    work.store.fees.add(fee)
    tell_everyone(work, opened.request)
    return fee
