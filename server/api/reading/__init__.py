"""First screens of those who record and those who read."""

from server.api.reading import desk, waiting
from server.http import ApiRoute

ROUTES: tuple[ApiRoute, ...] = (*desk.ROUTES, *waiting.ROUTES)
