"""What any program needs to speak with the server, and where a page says that it failed."""

from server.api.client import about, errors, vocabulary
from server.http import ApiRoute

ROUTES: tuple[ApiRoute, ...] = (
    *about.ROUTES,
    *vocabulary.ROUTES,
    *errors.ROUTES,
)
