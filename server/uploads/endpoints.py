"""tus 1.0 over HTTP: create, ask, continue, end (https://tus.io/protocols/resumable-upload)."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Awaitable, Callable
from email.utils import format_datetime
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from consult.actions.studies.uploads import (
    MAX_SIZE,
    BeginUpload,
    Grow,
    Terminate,
    begin_upload,
    grow,
    own_upload,
    terminate,
)
from consult.actions.work import Work
from consult.errors import Conflict, HuizhenError, NotFound
from consult.studies.upload import Upload, UploadState
from server.errors import TooLarge, WrongMethod, problem
from server.http.context import Context
from server.http.routing import ApiRoute, route
from server.uploads.part import Uploads
from server.uploads.receive import ChecksumMismatch, ReceivingElsewhere, receive
from server.uploads.tus import (
    BODY_TYPE,
    CHECKSUMS,
    EXTENSIONS,
    VERSION,
    UnknownChecksum,
    read_checksum,
    read_length,
    read_metadata,
    written_metadata,
)
from storage.database.unit_of_work import new_id
from storage.failpoints import reach
from storage.intake.space import DiskReserved
from storage.intake.spool import SpoolDamaged

# How long the last byte's answer waits for the end, so that most senders learn it at once.
WAIT_SECONDS = 10.0
TUS = {"Tus-Resumable": VERSION, "Cache-Control": "no-store"}
Handler = Callable[[Context], Awaitable[object]]


class OffsetMismatch(Conflict):
    """The sender continues at another byte than the one we have."""


class DiskFull(HuizhenError):
    """507: nothing more is taken until there is room; what was received is safe."""


class WrongVersion(HuizhenError):
    """412: the sender speaks another tus."""


class WrongType(HuizhenError):
    """415: bytes come as application/offset+octet-stream."""


# What tus says differently from the rest of the server.
STATUSES = {
    ChecksumMismatch: 460,
    UnknownChecksum: 400,
    ReceivingElsewhere: 423,
    DiskFull: 507,
    DiskReserved: 507,
    WrongVersion: 412,
    WrongType: 415,
}


def tus(handler: Handler) -> Handler:
    """Speak one version of tus and its own statuses; a full disk is 507."""

    @wraps(handler)
    async def speaking(ctx: Context) -> object:
        try:
            if ctx.request.headers.get("tus-resumable") != VERSION:
                raise WrongVersion("upload.bad_version", version=VERSION)
            return await handler(ctx)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            return _answer(ctx, DiskFull("upload.disk_full"))
        except HuizhenError as error:
            return _answer(ctx, error)

    return speaking


def _answer(ctx: Context, error: HuizhenError) -> Response:
    answer = problem(error, ctx.locale)
    answer.status_code = STATUSES.get(type(error), answer.status_code)
    answer.headers["Tus-Resumable"] = VERSION
    if isinstance(error, WrongVersion):
        answer.headers["Tus-Version"] = VERSION
    return answer


def _uploads(ctx: Context) -> Uploads:
    if ctx.services.uploads is None:
        raise RuntimeError("uploads are not running")
    return ctx.services.uploads


@route("OPTIONS", "/uploads/", scope="uploads", auth=False)
async def describe_uploads(ctx: Context) -> Response:
    """What this server speaks."""
    return Response(
        status_code=204,
        headers=TUS
        | {
            "Tus-Version": VERSION,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(MAX_SIZE),
            "Tus-Checksum-Algorithm": ",".join(CHECKSUMS),
        },
    )


@route("POST", "/uploads/", scope="uploads")
@tus
async def create_upload(ctx: Context) -> Response:
    """Begin an upload; the first bytes may come along (creation-with-upload)."""
    request, parts = ctx.request, _uploads(ctx)
    size = read_length(request.headers, "upload-length")
    if size > MAX_SIZE:
        raise TooLarge("upload.bad_size", field="upload-length", limit=MAX_SIZE)
    meta = read_metadata(request.headers.get("upload-metadata", ""))
    cmd = BeginUpload(
        upload_id=new_id(ctx.now),
        node=parts.node,
        name=meta.filename,
        size=size,
        case_id=meta.case,
        org_id=meta.org,
        media_type=meta.filetype,
        sha256=meta.sha256,
        batch=meta.batch,
        path=meta.path,
        encoding=meta.encoding,
    )
    # The file first: a row never promises bytes that have nowhere to land.
    await asyncio.to_thread(parts.spool.create, cmd.upload_id, cmd.size)
    try:
        upload = await ctx.run(begin_upload, cmd)
    except BaseException:
        await asyncio.to_thread(parts.spool.remove, cmd.upload_id)
        raise
    if _has_body(request):
        async with parts.receivers.only(upload.id):
            upload = await _append(ctx, upload)
    headers = _headers(upload) | {"Location": f"/uploads/{upload.id}"}
    return Response(status_code=201, headers=headers)


@route("HEAD", "/uploads/{id}", scope="uploads")
@tus
async def ask_upload(ctx: Context) -> Response:
    """How far it is; finishes what was received and not finished."""
    upload = await _own(ctx, ctx.path["id"])
    if upload.state is UploadState.RECEIVED:
        upload = await _finish(ctx, upload)
    begun = {"Upload-Length": str(upload.size), "Upload-Metadata": written_metadata(upload)}
    return Response(headers=_headers(upload) | begun)


@route("PATCH", "/uploads/{id}", scope="uploads")
@tus
async def continue_upload(ctx: Context) -> Response:
    """Append bytes at the offset both sides agree on."""
    if ctx.request.headers.get("content-type") != BODY_TYPE:
        raise WrongType("upload.bad_content_type", wanted=BODY_TYPE)
    offset = read_length(ctx.request.headers, "upload-offset")
    async with _uploads(ctx).receivers.only(ctx.path["id"]):
        upload = await _own(ctx, ctx.path["id"])
        if offset != upload.offset:
            raise OffsetMismatch("upload.offset_mismatch", offset=upload.offset)
        if upload.state is UploadState.RECEIVING:
            upload = await _append(ctx, upload)
    return Response(status_code=204, headers=_headers(upload))


@route("DELETE", "/uploads/{id}", scope="uploads")
@tus
async def terminate_upload(ctx: Context) -> Response:
    """Give up an unfinished upload."""
    async with _uploads(ctx).receivers.only(ctx.path["id"]):
        upload = await ctx.run(terminate, Terminate(ctx.path["id"]))
        await asyncio.to_thread(_uploads(ctx).spool.remove, upload.id)
    return Response(status_code=204, headers=TUS)


@route("POST", "/uploads/{id}", scope="uploads")
@tus
async def override_method(ctx: Context) -> object:
    """PATCH and DELETE from where a proxy lets neither through (`X-HTTP-Method-Override`)."""
    meant = {one.method: one for one in (continue_upload, terminate_upload)}.get(
        ctx.request.headers.get("x-http-method-override", "")
    )
    if meant is None:
        raise WrongMethod("request.wrong_method")
    return await meant.handler(ctx)


async def _own(ctx: Context, upload_id: str) -> Upload:
    def find(work: Work, upload_id: str) -> Upload:
        return own_upload(work, upload_id)

    return await ctx.run(find, upload_id)


async def _append(ctx: Context, upload: Upload) -> Upload:
    """Receive into the spool; an offset is committed when its bytes are fsynced, never before."""
    checksum = read_checksum(ctx.request.headers.get("upload-checksum"))
    grown = upload

    async def commit(offset: int) -> None:
        nonlocal grown
        grown = await ctx.run(grow, Grow(upload.id, offset))
        reach("upload.grown")

    try:
        await receive(ctx.request, _uploads(ctx).spool, upload, checksum, commit)
    except SpoolDamaged as error:
        await ctx.run(terminate, Terminate(upload.id))
        raise NotFound("upload") from error  # its sender begins again, and from its own file
    return await _finish(ctx, grown) if grown.state is UploadState.RECEIVED else grown


async def _finish(ctx: Context, upload: Upload) -> Upload:
    await _uploads(ctx).finisher.wait(upload.id, WAIT_SECONDS)
    return await _own(ctx, upload.id)


def _has_body(request: Request) -> bool:
    return request.headers.get("content-type") == BODY_TYPE


def _headers(upload: Upload) -> dict[str, str]:
    told = TUS | {
        "Upload-Offset": str(upload.offset),
        "Upload-Expires": format_datetime(upload.expires_at, usegmt=True),
        "Upload-State": upload.state.value,
    }
    if upload.reason:
        told["Upload-Reason"] = upload.reason
    if upload.item_id:
        told["Upload-Item"] = f"{upload.item_kind}:{upload.item_id}"
    return told


UPLOAD_ROUTES: tuple[ApiRoute, ...] = (
    describe_uploads,
    create_upload,
    ask_upload,
    continue_upload,
    terminate_upload,
    override_method,
)
