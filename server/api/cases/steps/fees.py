"""What a consultation costs, where the hospital wants it recorded."""

from __future__ import annotations

import msgspec

from consult.actions.requests import fees
from consult.cases.fee import Payer
from server.http import Body, Context, route


class FeeIn(Body, frozen=True):
    """`amount` in the smallest unit of `currency` (CNY, VND)."""

    amount: int
    currency: str
    payer: Payer
    note: str = ""


class SavedFee(msgspec.Struct, frozen=True):
    id: str


@route("POST", "/api/v1/requests/{id}/fee", body=FeeIn, status=201)
async def record_fee(ctx: Context, body: FeeIn) -> SavedFee:
    """Record it; the newest record counts."""
    cmd = fees.RecordFee(
        request_id=ctx.path["id"],
        amount=body.amount,
        currency=body.currency,
        payer=body.payer,
        note=body.note,
    )
    return SavedFee((await ctx.run(fees.record_fee, cmd)).id)


ROUTES = (record_fee,)
