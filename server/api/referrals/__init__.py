"""Two-way referral: its steps, its lists, wards by link, the bed board."""

from server.api.referrals import (
    answering,
    beds,
    opening,
    reading,
    sending,
    staying,
    travelling,
    wards,
)
from server.http import ApiRoute

ROUTES: tuple[ApiRoute, ...] = (
    *opening.ROUTES,
    *reading.ROUTES,
    *sending.ROUTES,
    *answering.ROUTES,
    *travelling.ROUTES,
    *staying.ROUTES,
    *wards.ROUTES,
    *beds.ROUTES,
)
