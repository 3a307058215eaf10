"""Duty over HTTP: who is on call, who plans it, and one's own part in it."""

from server.api.duty import choosing, handing, own, planning, reading

ROUTES = (*reading.ROUTES, *choosing.ROUTES, *planning.ROUTES, *own.ROUTES, *handing.ROUTES)
