"""The desk's list, one's own referrals, and one whole."""

from __future__ import annotations

from server.http import Context, route
from storage.repositories.views.referrals.lists import ReferralList, desk_list, my_list, own_list
from storage.repositories.views.referrals.whole import ReferralWhole, referral_whole


@route("GET", "/api/v1/referrals/desk")
async def list_referral_desk(ctx: Context) -> ReferralList:
    """What my hospitals have to answer, expect, have in their beds, and owe word of."""
    return await ctx.show(lambda store: desk_list(store, ctx.actor, ctx.now))


@route("GET", "/api/v1/referrals")
async def list_referrals(ctx: Context) -> ReferralList:
    """What my hospitals have sent, in groups; what ended stays for 30 days."""
    return await ctx.show(lambda store: own_list(store, ctx.actor, ctx.now))


@route("GET", "/api/v1/referrals/mine")
async def list_my_referrals(ctx: Context) -> ReferralList:
    """What waits for a step of mine, of what my hospitals sent and of what came."""
    return await ctx.show(lambda store: my_list(store, ctx.actor, ctx.now))


@route("GET", "/api/v1/referrals/{id}")
async def read_referral(ctx: Context) -> ReferralWhole:
    """The paper, the answer, the journey and what came after."""
    return await ctx.show(lambda store: referral_whole(store, ctx.actor, ctx.path["id"], ctx.now))


ROUTES = (list_referral_desk, list_referrals, list_my_referrals, read_referral)
