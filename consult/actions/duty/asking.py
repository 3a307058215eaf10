"""Who is told of an answer on the asking side: its department answers for it, not one person."""

from __future__ import annotations

from datetime import datetime

from consult.actions.duty.book import on_call_at
from consult.cases.request import Request
from consult.ports import Store


def told_of_answer(store: Store, request: Request, now: datetime) -> list[str]:
    """Whoever asked, whoever took it over at the end of a shift, and the department's duty now."""
    return list(
        dict.fromkeys(
            (request.created_by, *received(store, request.id), *on_duty_for(store, request, now))
        )
    )


def on_duty_for(store: Store, request: Request, now: datetime) -> list[str]:
    """Those on duty in the asking department (科室共管), by its specialty's roster."""
    if request.department_id is None:
        return []
    department = store.departments.find(id=request.department_id)
    if department is None:
        return []
    duty = on_call_at(store, request.from_org, department.specialty, now)
    return [each.person_id for each in duty.people]


def received(store: Store, request_id: str) -> list[str]:
    """Whoever acknowledged it last at a hand-over."""
    items = store.duty_handover_items.list(request_id=request_id)
    sheets = store.duty_handovers.list(id=[item.handover_id for item in items])
    done = [sheet for sheet in sheets if sheet.acknowledged_at is not None]
    last = max(done, key=lambda sheet: sheet.acknowledged_at or sheet.made_at, default=None)
    return [last.to_id] if last else []
