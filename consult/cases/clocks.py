"""Limits per urgency (workflows: numbers to put in configuration; these are the defaults)."""

from __future__ import annotations

from datetime import datetime, timedelta

from consult.cases.request import Urgency

ANSWER_WITHIN = {
    Urgency.EMERGENCY: timedelta(minutes=30),
    Urgency.URGENT: timedelta(hours=6),
    Urgency.ROUTINE: timedelta(hours=24),
}


def due_at(urgency: Urgency, submitted_at: datetime) -> datetime:
    """When the signed opinion is due, counted from sending (gross clock)."""
    return submitted_at + ANSWER_WITHIN[urgency]
