"""The steps of a consultation on a `World`, and a way to try one without leaving a trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from consult.actions.cases import opening
from consult.actions.requests import answering, opinions
from consult.actions.requests.county import responding
from consult.actions.requests.expert.opinion_drafts import AnswerText
from consult.actions.requests.moves import Step
from consult.actions.studies import storing, uploads
from consult.actions.work import Work
from consult.errors import HuizhenError
from consult.reports.opinion import AdoptionValue
from consult.studies.ecg import EcgLead, EcgSummary
from consult.studies.manifest import DerivedFile, Manifest, SeenPatient
from consult.studies.upload import Upload
from storage.repositories.store import SqlStore
from tests.worlds.world import World

ANSWERS = (
    AnswerText(no=1, text="Yes, lyse."),
    AnswerText(no=2, cannot=True, reason="weight unknown"),
)


def attempt(world: World, action: Callable[[Work, Any], object], cmd: Any, who: str) -> str | None:
    """The code with which an action would be refused now, None if it would be done."""
    actor = world.actor(who)
    with world.engine.connect() as conn, conn.begin() as transaction:
        work = Work(actor=actor, now=world.now, new_id=world.new_id, store=SqlStore(conn))
        try:
            action(work, cmd)
        except HuizhenError as refusal:
            return refusal.code
        finally:
            transaction.rollback()
    return None


def take(world: World, request_id: str, who: str = "cardiologist") -> None:
    world.do(answering.take, Step(request_id=request_id), who)


def write(world: World, request_id: str, who: str = "cardiologist", **changes: Any) -> int:
    cmd: dict[str, Any] = {"content": {"impression": "inferior STEMI"}, "answers": ANSWERS}
    draft = opinions.WriteOpinion(request_id=request_id, **(cmd | changes))
    return world.do(opinions.write_opinion, draft, who).revision


def sign(world: World, request_id: str, who: str = "cardiologist", **changes: Any) -> None:
    cmd: dict[str, Any] = {"confirmed": True}
    world.do(
        opinions.sign_opinion, opinions.SignOpinion(request_id=request_id, **(cmd | changes)), who
    )


def correct(world: World, request_id: str, who: str = "cardiologist") -> None:
    cmd = opinions.CorrectOpinion(
        request_id=request_id,
        reason="dose was wrong",
        content={"impression": "anterior STEMI"},
        answers=ANSWERS,
        confirmed=True,
    )
    world.do(opinions.correct_opinion, cmd, who)


def respond(world: World, request_id: str, value: str = "adopted", reason: str = "") -> None:
    cmd = responding.Respond(request_id=request_id, value=AdoptionValue(value), reason=reason)
    world.do(responding.respond, cmd, "county.doctor")


def signed_case(world: World) -> opening.Opened:
    opened = world.case(send=True)
    take(world, opened.request_id)
    write(world, opened.request_id)
    sign(world, opened.request_id)
    return opened


def ecg_manifest(seed: str = "a", seen: SeenPatient | None = None) -> Manifest:
    """What the intake door would say of a twelve-lead recording; `seed` makes other bytes."""
    leads = tuple(EcgLead(name, "", 4880.0) for name in ("I", "II", "V1"))
    return Manifest(
        sha256=(seed * 64)[:64],
        size=20_000,
        media_type="application/octet-stream",
        kind="ecg",
        format="scp_ecg",
        ecg=EcgSummary(500, 1, 5000, leads, acquired_text="2026-11-21 14:06", device="ECG-3"),
        patient=seen,
        derived=(DerivedFile("ecg1", "a.ecg1", "x/y", 9_000, (seed * 63)[:63] + "1", "ecg1", "1"),),
    )


def upload(
    world: World,
    case_id: str | None,
    manifest: Manifest,
    who: str = "county.doctor",
    name: str = "ecg.scp",
) -> Upload:
    """Through begin, receive and store, as the server does; bytes are somewhere else."""
    begun = world.do(
        uploads.begin_upload,
        uploads.BeginUpload(
            upload_id=world.new_id(), node="n", name=name, size=manifest.size, case_id=case_id
        ),
        who,
    )
    world.do(uploads.grow, uploads.Grow(begun.id, manifest.size), who)
    refused = manifest.kind == "refused"
    stored = storing.StoredFile(manifest.sha256, manifest.size, f"k/{manifest.sha256}")
    derived = tuple(
        storing.StoredFile(made.sha256, made.size, f"k/{made.sha256}") for made in manifest.derived
    )
    cmd = storing.StoreUpload(
        upload_id=begun.id,
        manifest=manifest,
        original=None if refused else stored,
        derived=derived,
    )
    return world.do(storing.store_upload, cmd, who)
