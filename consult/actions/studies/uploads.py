"""The rows of an upload: begun, grown, received, and stored together with what it became."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from consult.access.policy import Actor
from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.errors import Invalid, NotFound
from consult.studies.upload import Upload, UploadState

UPLOAD_LIFE = timedelta(days=7)
MAX_SIZE = 4 * 1024**3
MAX_NAME = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginUpload:
    upload_id: str
    node: str
    name: str
    size: int
    case_id: str | None = None
    org_id: str | None = None
    media_type: str = ""
    sha256: str = ""
    batch: str = ""
    path: str = ""
    encoding: str = ""


def begin_upload(work: Work, cmd: BeginUpload) -> Upload:
    """A file for a case of one's own or one whose room one is in, or for one hospital's inbox."""
    if not 0 < cmd.size <= MAX_SIZE:
        raise Invalid("upload.bad_size", field="size", limit=MAX_SIZE)
    if len(cmd.name) > MAX_NAME or len(cmd.path) > 4 * MAX_NAME:
        raise Invalid("upload.name_too_long", field="filename", limit=MAX_NAME)
    if cmd.case_id is not None:
        org_id = work.open_case(cmd.case_id, Verb.ATTACH).owner_org
    else:
        org_id = cmd.org_id or _only_hospital(work)
        work.open_org(org_id, Verb.UPLOAD)
    upload = Upload(
        id=cmd.upload_id,
        node=cmd.node,
        org_id=org_id,
        person_id=work.actor.person_id,
        name=cmd.name,
        size=cmd.size,
        offset=0,
        state=UploadState.RECEIVING,
        created_at=work.now,
        expires_at=work.now + UPLOAD_LIFE,
        case_id=cmd.case_id,
        media_type=cmd.media_type[:100],
        sha256=cmd.sha256,
        batch=cmd.batch[:64],
        path=cmd.path,
        encoding=cmd.encoding,
    )
    work.store.uploads.add(upload)
    return upload


def _only_hospital(work: Work) -> str:
    orgs = {role.org_id for role in work.actor.roles if role.active(work.now)}
    if len(orgs) != 1:
        raise Invalid("upload.which_hospital", field="org")
    return orgs.pop()


def own_upload(work: Work, upload_id: str) -> Upload:
    """An upload of the same person (any of their sessions or tokens), not yet expired."""
    upload = work.store.uploads.find(id=upload_id)
    if upload is None or upload.person_id != work.actor.person_id:
        raise NotFound("upload")
    if work.now >= upload.expires_at or upload.state is UploadState.TERMINATED:
        raise NotFound("upload")
    return upload


@dataclass(frozen=True, slots=True)
class Grow:
    """`offset` bytes are fsynced in the spool."""

    upload_id: str
    offset: int


def grow(work: Work, cmd: Grow) -> Upload:
    upload = own_upload(work, cmd.upload_id)
    if not upload.offset <= cmd.offset <= upload.size:
        raise Invalid("upload.bad_offset", field="offset")
    done = cmd.offset == upload.size and upload.state is UploadState.RECEIVING
    grown = replace(upload, offset=cmd.offset, state=UploadState.RECEIVED if done else upload.state)
    work.store.uploads.save(grown)
    if done:
        work.tell(f"person:{upload.person_id}")
    return grown


@dataclass(frozen=True, slots=True)
class Terminate:
    upload_id: str


def terminate(work: Work, cmd: Terminate) -> Upload:
    """The sender gives an unfinished upload up; what was received whole stays."""
    upload = own_upload(work, cmd.upload_id)
    if upload.state is not UploadState.RECEIVING:
        raise Invalid("upload.already_received", field="upload")
    ended = replace(upload, state=UploadState.TERMINATED)
    work.store.uploads.save(ended)
    return ended


def expire(work: Work, upload_id: str) -> None:
    """An upload its sender never came back to is given up; done by the server itself."""
    upload = work.store.uploads.get(upload_id)
    if upload.state is UploadState.RECEIVING and work.now >= upload.expires_at:
        work.store.uploads.save(replace(upload, state=UploadState.TERMINATED))


def actor_of(upload: Upload, work: Work) -> Actor:
    """Who a received upload is finished for, when its sender's session is long gone."""
    roles = tuple(work.store.roles.list(person_id=upload.person_id))
    return Actor(person_id=upload.person_id, roles=roles)
