"""What an emergency still owes (欠项): reckoned from what is there now, so that it shrinks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from consult.cases import forms
from consult.cases.case import CaseForm
from consult.cases.patients.patient import Patient
from consult.cases.request import Request, Urgency
from consult.cases.workflow.consultation import State

FORGIVEN = frozenset({State.REJECTED, State.CANCELLED})


def owed(
    form: CaseForm, patient: Patient, requests: Iterable[Request], now: datetime
) -> tuple[forms.Debt, ...]:
    """The debts of a case, due from the first sending of its emergencies (of a draft: from now on).

    Either side may pay one: the form by a new version, the patient by a completed identity.
    """
    since = [
        request.submitted_at or form.at
        for request in requests
        if request.urgency is Urgency.EMERGENCY and request.state not in FORGIVEN
    ]
    if not since:
        return ()
    return forms.debts(forms.missing(form.data, patient, 1, now), min(since))
