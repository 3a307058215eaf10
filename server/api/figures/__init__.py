"""Figures over HTTP: the ledger, what stands behind a row, and looking one case up."""

from server.api.figures import behind, files, ledger

ROUTES = (*ledger.ROUTES, *files.ROUTES, *behind.ROUTES)
