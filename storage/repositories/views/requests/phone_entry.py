"""That a case was written down for a county that telephoned, and whether it has looked."""

from __future__ import annotations

from datetime import datetime

from storage.repositories.store import SqlStore
from storage.repositories.views.values import Named, View


class PhoneEntryView(View, frozen=True):
    entered_by: Named
    caller: str
    caller_phone: str
    at: datetime
    confirmed_by: Named | None
    confirmed_at: datetime | None


def phone_entry_view(store: SqlStore, case_id: str) -> PhoneEntryView | None:
    row = store.phone_entries.find(case_id=case_id)
    if row is None:
        return None
    names = {p.id: p.name for p in store.people.list(id=[row.entered_by, row.confirmed_by or ""])}
    confirmed = row.confirmed_by
    return PhoneEntryView(
        entered_by=Named(id=row.entered_by, name=names[row.entered_by]),
        caller=row.caller,
        caller_phone=row.caller_phone,
        at=row.at,
        confirmed_by=Named(id=confirmed, name=names[confirmed]) if confirmed else None,
        confirmed_at=row.confirmed_at,
    )
