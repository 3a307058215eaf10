"""The asking hospital's own: drafts, recordings to start from, tasks, merges, follow-ups, lists."""

from server.api.asking import drafts, follow_up, lists, merging, recordings, tasks
from server.http import ApiRoute

ROUTES: tuple[ApiRoute, ...] = (
    *recordings.ROUTES,
    *drafts.ROUTES,
    *lists.ROUTES,
    *tasks.ROUTES,
    *merging.ROUTES,
    *follow_up.ROUTES,
)
