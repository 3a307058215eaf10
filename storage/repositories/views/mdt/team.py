"""Which team a case is before, and when it meets, for a line of a list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from consult.cases.request import Kind, Request
from storage.repositories.store import SqlStore
from storage.repositories.views.values import View


class Team(View, frozen=True):
    """`starts_at` once the case is on a list."""

    name: str
    starts_at: datetime | None


def teams_of(store: SqlStore, requests: Iterable[Request]) -> dict[str, Team]:
    """By request; nothing is read where none of them is before a team."""
    asked = [request.id for request in requests if request.kind is Kind.MDT]
    if not asked:
        return {}
    details = store.mdt_details.list(request_id=asked)
    boards = store.mdt_boards.list(id=sorted({row.board_id for row in details}))
    names = {board.id: board.name for board in boards}
    listed = sorted({row.session_id for row in details if row.session_id})
    begins = {row.id: row.starts_at for row in store.mdt_sessions.list(id=listed)}
    return {
        row.request_id: Team(
            name=names.get(row.board_id, ""), starts_at=begins.get(row.session_id or "")
        )
        for row in details
    }
