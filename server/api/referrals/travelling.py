"""The journey: agreed to, begun, followed, ended at the door."""

from __future__ import annotations

from typing import Any

import msgspec

from consult.actions.referrals import travelling
from server.api.step_routes import MaybeReason, referral_step, step
from server.http import Body, Context, Instant, route
from storage.repositories.views.requests.brief import Moved


class AgreementIn(Body, frozen=True):
    """`by`: patient, family, guardian or exception; `how`: written or verbal."""

    by: str
    how: str = ""
    name: str = ""

    def agreement(self) -> travelling.Agreement:
        return travelling.Agreement(by=self.by, how=self.how, name=self.name)


class DepartIn(Body, frozen=True):
    """`agreed` where the patient's agreement was not written down before."""

    eta: Instant
    checklist: dict[str, Any]
    agreed: AgreementIn | None = None


class EtaIn(Body, frozen=True):
    eta: Instant
    reason: str = ""


class RouteIn(Body, frozen=True, omit_defaults=True):
    """At least one of them; `at` null: now."""

    vitals: dict[str, int | float | None] = msgspec.field(default_factory=dict)
    drug: str = ""
    dose: str = ""
    text: str = ""
    altitude: int | float | None = None
    distance_km: int | float | None = None
    at: Instant | None = None

    def data(self) -> dict[str, object]:
        plain: dict[str, object] = msgspec.to_builtins(self)
        return {name: value for name, value in plain.items() if name != "at"}


class ArrivalIn(Body, frozen=True):
    """What the code on the slip says."""

    code: str


class Arrival(msgspec.Struct, frozen=True):
    id: str
    case_id: str
    state: str
    version: int


@route("POST", "/api/v1/referrals/{id}/agree", body=AgreementIn)
async def patient_agrees(ctx: Context, body: AgreementIn) -> Moved:
    """The patient, or who speaks for them, agrees to go."""
    cmd = travelling.Agree(
        request_id=ctx.path["id"], agreement=body.agreement(), if_version=ctx.if_match
    )
    return await step(ctx, travelling.agree, cmd)


@route("POST", "/api/v1/referrals/{id}/depart", body=DepartIn)
async def depart(ctx: Context, body: DepartIn) -> Moved:
    """The patient leaves, with a checklist and an expected time."""
    cmd = travelling.Depart(
        request_id=ctx.path["id"],
        eta=body.eta,
        checklist=body.checklist,
        agreed=body.agreed.agreement() if body.agreed else None,
        if_version=ctx.if_match,
    )
    return await step(ctx, travelling.depart, cmd)


@route("POST", "/api/v1/referrals/{id}/en_route", body=RouteIn)
async def note_en_route(ctx: Context, body: RouteIn) -> Moved:
    """Vitals, a drug given, where one is: written down on the way."""
    cmd = travelling.NoteRoute(
        request_id=ctx.path["id"], data=body.data(), at=body.at, if_version=ctx.if_match
    )
    return await step(ctx, travelling.en_route, cmd)


@route("POST", "/api/v1/referrals/arrivals", body=ArrivalIn)
async def scan_arrival(ctx: Context, body: ArrivalIn) -> Arrival:
    """The slip was scanned at the door; a second scan says the same."""
    there = await ctx.run(travelling.scan_arrival, travelling.Scan(code=body.code))
    return Arrival(there.id, there.case_id, there.state, there.version)


ROUTES = (
    patient_agrees,
    depart,
    referral_step(
        "update_eta", travelling.update_eta, "Another expected time.", EtaIn, travelling.UpdateEta
    ),
    note_en_route,
    referral_step("arrive", travelling.arrive, "The patient is there.", MaybeReason),
    scan_arrival,
    referral_step(
        "upload_records",
        travelling.upload_records,
        "The sender's papers are on the case now.",
        MaybeReason,
        name="records_uploaded",
    ),
)
