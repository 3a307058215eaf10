"""The product's JSON API: every route it has, by name."""

from server.api import (
    account,
    asking,
    cases,
    client,
    duty,
    escalation,
    figures,
    mdt,
    network,
    reading,
    referrals,
)
from server.http import ApiRoute

ROUTES: tuple[ApiRoute, ...] = (
    *client.ROUTES,
    *account.ROUTES,
    *network.ROUTES,
    *cases.ROUTES,
    *asking.ROUTES,
    *duty.ROUTES,
    *escalation.ROUTES,
    *mdt.ROUTES,
    *reading.ROUTES,
    *referrals.ROUTES,
    *figures.ROUTES,
)
