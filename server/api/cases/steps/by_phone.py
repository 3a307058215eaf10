"""A case written down for a county that telephones, and the county's look at it."""

from __future__ import annotations

from consult.actions.cases.opening import OpenCase
from consult.actions.requests.county import by_phone
from consult.cases.request import Urgency
from server.api.cases.bodies import DestinationIn, FormIn, PatientIn
from server.api.cases.case import OpenedCase
from server.http import Body, Context, Id, route


class CallIn(Body, frozen=True):
    """`org_id` is the county that calls; the patient is named without numbers."""

    id: Id
    org_id: Id
    patient: PatientIn
    urgency: Urgency
    questions: tuple[str, ...]
    destination: DestinationIn
    caller: str
    caller_phone: str
    read_back: bool
    template: str = "general"
    form: FormIn = FormIn()


@route("POST", "/api/v1/cases/by-phone", body=CallIn, status=201)
async def enter_by_phone(ctx: Context, body: CallIn) -> OpenedCase:
    """Open and send a case as its county says it on the telephone."""
    case = OpenCase(
        case_id=body.id,
        org_id=body.org_id,
        patient=body.patient.entry(),
        urgency=body.urgency,
        template=body.template,
        form=body.form.data(),
        questions=body.questions,
        destination=body.destination.destination(),
    )
    cmd = by_phone.EnterByPhone(
        case=case,
        caller=body.caller,
        caller_phone=body.caller_phone,
        read_back=body.read_back,
    )
    opened = await ctx.run(by_phone.enter_by_phone, cmd)
    return OpenedCase(
        opened.case_id, opened.number, opened.request_id, opened.room_id, opened.version
    )


@route("POST", "/api/v1/cases/{id}/confirm_entry")
async def confirm_entry(ctx: Context) -> None:
    """The county has read what was written for it, and goes on as its requester."""
    await ctx.run(by_phone.confirm_entry, by_phone.ConfirmEntry(case_id=ctx.path["id"]))


ROUTES = (enter_by_phone, confirm_entry)
