"""Calling people over HTTP: the ladder of a case, a hospital's numbers, channels, callbacks."""

from server.api.escalation import callbacks, channels, contact, ladder, own, policies

ROUTES = (
    *ladder.ROUTES,
    *policies.ROUTES,
    *channels.ROUTES,
    *own.ROUTES,
    *contact.ROUTES,
    *callbacks.ROUTES,
)
