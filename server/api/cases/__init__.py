"""Cases and what belongs to them: requests, opinions, materials, rooms and the bytes behind."""

from server.api.cases import (
    case,
    materials,
    opinions,
    recordings,
    requests,
    rooms,
    worklist,
)
from server.http import ApiRoute

ROUTES: tuple[ApiRoute, ...] = (
    *worklist.ROUTES,
    *case.ROUTES,
    *requests.ROUTES,
    *opinions.ROUTES,
    *materials.ROUTES,
    *recordings.ROUTES,
    *rooms.ROUTES,
)
