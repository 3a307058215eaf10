"""Cases and what belongs to them: requests, opinions, materials, rooms and the bytes behind."""

from server.api.cases import (
    board,
    case,
    materials,
    opinions,
    recordings,
    requests,
    rooms,
    uploads,
    worklist,
)
from server.api.cases.steps import STEPS
from server.http import ApiRoute

ROUTES: tuple[ApiRoute, ...] = (
    *worklist.ROUTES,
    *board.ROUTES,
    *case.ROUTES,
    *requests.ROUTES,
    *STEPS,
    *opinions.ROUTES,
    *materials.ROUTES,
    *recordings.ROUTES,
    *rooms.ROUTES,
    *uploads.ROUTES,
)
