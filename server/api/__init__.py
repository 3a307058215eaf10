"""The product's JSON API: every route it has, by name."""

from server.api import (
    about,
    asking,
    capabilities,
    cases,
    client_errors,
    duty,
    escalation,
    hospitals,
    limits,
    mdt,
    partnerships,
    people,
    reading,
    session,
    sessions,
    tokens,
    uploads,
    vocabulary,
)
from server.http import ApiRoute

ROUTES: tuple[ApiRoute, ...] = (
    *about.ROUTES,
    *session.ROUTES,
    *sessions.ROUTES,
    *tokens.ROUTES,
    *hospitals.ROUTES,
    *capabilities.ROUTES,
    *limits.ROUTES,
    *partnerships.ROUTES,
    *people.ROUTES,
    *vocabulary.ROUTES,
    *cases.ROUTES,
    *asking.ROUTES,
    *duty.ROUTES,
    *escalation.ROUTES,
    *mdt.ROUTES,
    *reading.ROUTES,
    *uploads.ROUTES,
    *client_errors.ROUTES,
)
