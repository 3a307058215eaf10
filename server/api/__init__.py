"""The product's JSON API: every route it has, by name."""

from server.api import (
    about,
    cases,
    hospitals,
    partnerships,
    people,
    session,
    tokens,
    uploads,
    vocabulary,
)
from server.http import ApiRoute

ROUTES: tuple[ApiRoute, ...] = (
    *about.ROUTES,
    *session.ROUTES,
    *tokens.ROUTES,
    *hospitals.ROUTES,
    *partnerships.ROUTES,
    *people.ROUTES,
    *vocabulary.ROUTES,
    *cases.ROUTES,
    *uploads.ROUTES,
)
