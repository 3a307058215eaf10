"""Opening a case, finding it, reading it, and writing its form and patient."""

from __future__ import annotations

from functools import partial

import msgspec
from starlette.responses import Response

from consult.actions.asking import forms
from consult.actions.asking.recordings import Recording
from consult.actions.cases import opening, patients
from consult.cases.request import Kind, Urgency
from consult.studies.material import ItemKind
from server.api.cases.bodies import DestinationIn, FormIn, PatientIn
from server.fhir.export import export_case
from server.fhir.reading import naming_of
from server.fhir.render import fhir_response
from server.http import Body, Context, Id, route
from storage.repositories.fhir.source import Reader
from storage.repositories.views.cases.case_detail import CaseDetail, case_detail
from storage.repositories.views.cases.case_list import CasePage, CaseQuery, case_list


class RecordingIn(Body, frozen=True):
    """An item of the hospital's inbox: `kind` is ecg, study or attachment."""

    kind: ItemKind
    id: Id


class NewCase(Body, frozen=True):
    """`id` is a UUIDv7 made by the sender: the same one again makes no second case.

    A referral (`kind`) is begun as a draft; its paper follows.
    """

    id: Id
    org_id: Id
    patient: PatientIn
    urgency: Urgency
    department_id: Id | None = None
    template: str = "general"
    form: FormIn = FormIn()
    questions: tuple[str, ...] = ()
    destination: DestinationIn | None = None
    send: bool = False
    training: bool = False
    template_version: int | None = None
    recordings: tuple[RecordingIn, ...] = ()
    kind: Kind = Kind.CONSULTATION


class OpenedCase(msgspec.Struct, frozen=True):
    id: str
    number: str
    request_id: str
    room_id: str
    version: int


class NewForm(Body, frozen=True):
    template: str
    form: FormIn
    template_version: int | None = None


class Version(msgspec.Struct, frozen=True):
    version: int


@route("POST", "/api/v1/cases", body=NewCase, status=201)
async def open_case(ctx: Context, body: NewCase) -> OpenedCase:
    """Open a case with patient, form, questions and room; `send` submits it in the same stroke."""
    opened = await ctx.run(
        opening.open_case,
        opening.OpenCase(
            case_id=body.id,
            org_id=body.org_id,
            department_id=body.department_id,
            patient=body.patient.entry(),
            urgency=body.urgency,
            template=body.template,
            form=body.form.data(),
            questions=body.questions,
            destination=body.destination.destination() if body.destination else None,
            training=body.training,
            send=body.send,
            template_version=body.template_version,
            kind=body.kind,
            recordings=tuple(Recording(row.kind, row.id) for row in body.recordings),
        ),
    )
    return OpenedCase(
        opened.case_id, opened.number, opened.request_id, opened.room_id, opened.version
    )


@route("GET", "/api/v1/cases")
async def list_cases(ctx: Context) -> CasePage:
    """Every case I may read, newest first; `?q=` finds number, name (in part) or identifier.

    `&open=true` those not closed, `&after=&limit=` a page.
    """
    query = CaseQuery(
        q=ctx.query.get("q", ""),
        open=ctx.flag("open"),
        after=ctx.page.after,
        limit=ctx.page.limit,
    )
    return await ctx.show(lambda store: case_list(store, ctx.actor, query, ctx.now))


@route("GET", "/api/v1/cases/{id}")
async def read_case(ctx: Context) -> CaseDetail:
    """The whole case page: patient, form, requests, materials, room."""
    return await ctx.show(lambda store: case_detail(store, ctx.actor, ctx.path["id"], ctx.now))


@route("GET", "/api/v1/cases/{id}/fhir", scope="fhir")
async def export_fhir(ctx: Context) -> Response:
    """The whole case as one FHIR Bundle, to keep."""
    reader = partial(Reader, actor=ctx.actor, now=ctx.now, whole=True)
    naming = naming_of(ctx)
    number, bundle = await ctx.show(
        lambda store: export_case(reader(store), ctx.path["id"], naming)
    )
    name = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in number)
    disposition = f'attachment; filename="{name}.fhir.json"'
    return fhir_response(bundle, **{"Content-Disposition": disposition})


@route("PUT", "/api/v1/cases/{id}/form", body=NewForm)
async def write_form(ctx: Context, body: NewForm) -> Version:
    """Append a version of the form; If-Match is the form's version."""
    cmd = forms.WriteForm(
        case_id=ctx.path["id"],
        template=body.template,
        form=body.form.data(),
        if_version=ctx.if_match,
        template_version=body.template_version,
    )
    return Version(await ctx.run(forms.write_form, cmd))


@route("PUT", "/api/v1/cases/{id}/patient", body=PatientIn)
async def amend_patient(ctx: Context, body: PatientIn) -> Version:
    """Complete or correct the patient; If-Match is the patient's version."""
    cmd = patients.AmendPatient(case_id=ctx.path["id"], entry=body.entry(), if_version=ctx.if_match)
    return Version((await ctx.run(patients.amend_patient, cmd)).version)


ROUTES = (open_case, list_cases, read_case, export_fhir, write_form, amend_patient)
