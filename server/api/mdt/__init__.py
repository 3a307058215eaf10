"""Multidisciplinary meetings: boards and their polls, sessions, one case before a team."""

from server.api.mdt import boards, opinions, outcome, proposal, session
from server.http import ApiRoute

ROUTES: tuple[ApiRoute, ...] = (
    *boards.ROUTES,
    *session.ROUTES,
    *proposal.ROUTES,
    *opinions.ROUTES,
    *outcome.ROUTES,
)
