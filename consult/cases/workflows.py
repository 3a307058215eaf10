"""Which table belongs to which kind of request."""

from __future__ import annotations

from consult.cases.consultation import CONSULTATION
from consult.cases.request import Kind
from consult.cases.transitions import Workflow
from consult.errors import Invalid
from consult.mdt.workflow import MDT

WORKFLOWS: dict[Kind, Workflow] = {CONSULTATION.kind: CONSULTATION, MDT.kind: MDT}


def workflow(kind: Kind) -> Workflow:
    found = WORKFLOWS.get(kind)
    if found is None:
        raise Invalid("request.kind_not_offered", field="kind", kind=kind)
    return found
