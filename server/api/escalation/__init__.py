"""Calling people over HTTP: the ladder of a case, a hospital's numbers, channels, callbacks."""

from server.api.escalation import ladder, policies

ROUTES = (*ladder.ROUTES, *policies.ROUTES)
