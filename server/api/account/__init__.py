"""One person's way in: login, sessions and tokens."""

from server.api.account import session, sessions, tokens
from server.http import ApiRoute

ROUTES: tuple[ApiRoute, ...] = (
    *session.ROUTES,
    *sessions.ROUTES,
    *tokens.ROUTES,
)
