"""The network as its administrators keep it: hospitals, agreements, people, limits, protocols."""

from server.api.network import capabilities, hospitals, limits, partnerships, people, protocols
from server.http import ApiRoute

ROUTES: tuple[ApiRoute, ...] = (
    *hospitals.ROUTES,
    *capabilities.ROUTES,
    *protocols.ROUTES,
    *limits.ROUTES,
    *partnerships.ROUTES,
    *people.ROUTES,
)
