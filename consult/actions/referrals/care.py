"""The plan at home (康复计划): each thing to do becomes a task of the county on its day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from consult.actions.referrals.steps import Opened
from consult.actions.work import Work
from consult.cases.asking.task import CaseTask, Wanted

MORNING = time(8)


def plan_care(work: Work, opened: Opened) -> None:
    """When the patient has come back: the sheet's tasks, and a first visit if it names none."""
    request, sheet = opened.request, opened.detail.sheet
    zone = ZoneInfo(work.store.organizations.get(request.to_org).time_zone)
    planned = sheet.get("tasks")
    rows: list[dict[str, str]] = planned if isinstance(planned, list) else []
    for row in rows:
        day = datetime.combine(date.fromisoformat(row["due_on"]), MORNING, zone)
        _add(work, opened, Wanted(f"care_{row['kind']}"), row["text"], day.astimezone(UTC))
    if not any(row["kind"] == "visit" for row in rows):
        within: timedelta = opened.limits.referral("first_visit_s")
        _add(work, opened, Wanted.CARE_VISIT, "", work.now + within)


def _add(work: Work, opened: Opened, wanted: Wanted, text: str, due_at: datetime) -> None:
    request = opened.request
    work.store.tasks.add(
        CaseTask(
            id=work.new_id(),
            case_id=request.case_id,
            org_id=request.to_org,
            wanted=wanted,
            text=text,
            asked_by=request.created_by,
            created_at=work.now,
            due_at=due_at,
            request_id=request.id,
        )
    )
