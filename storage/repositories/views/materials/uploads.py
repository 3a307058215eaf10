"""A person's own uploads of the last days, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from consult.actions.studies.uploads import UPLOAD_LIFE
from consult.ids import uuid7
from consult.studies.upload import Upload, UploadState
from storage.database.tables.uploads import upload
from storage.repositories.mapping import Mapper
from storage.repositories.store import SqlStore

RECENT = timedelta(days=1)
OPEN = (UploadState.RECEIVING.value, UploadState.RECEIVED.value)
_UPLOADS = Mapper(Upload)


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadQuery:
    """`after` is the id of the last one seen; empty `case_id`, `org_id` and `batch` mean any."""

    person_id: str
    case_id: str = ""
    org_id: str = ""
    batch: str = ""
    after: str = ""
    limit: int = 200


def upload_list(store: SqlStore, query: UploadQuery, now: datetime) -> Sequence[Upload]:
    """Oldest first: what is unfinished, and what ended within a day; of a batch, all of it.

    Ids begin with their time, so that a week's are one range of the index.
    """
    oldest = uuid7(now - UPLOAD_LIFE, bytes(10))
    columns = upload.c
    statement = sa.select(*(columns[name] for name in _UPLOADS.names)).where(
        columns.person_id == query.person_id,
        columns.id > max(query.after, oldest),
        columns.state != UploadState.TERMINATED.value,
        columns.expires_at > now,
    )
    if query.case_id:
        statement = statement.where(columns.case_id == query.case_id)
    if query.org_id:
        statement = statement.where(columns.org_id == query.org_id, columns.case_id.is_(None))
    if query.batch:
        statement = statement.where(columns.batch == query.batch)
    else:
        lately = columns.created_at > now - RECENT
        statement = statement.where(sa.or_(lately, columns.state.in_(OPEN)))
    rows = store.conn.execute(statement.order_by(columns.id).limit(query.limit)).mappings()
    return [_UPLOADS.load(dict(row)) for row in rows]
