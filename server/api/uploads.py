"""A person's own recent uploads of a case, so that a reloaded page goes on where it was."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from consult.studies.upload import Upload, UploadState
from server.http.context import Context, Paged
from server.http.routing import ApiRoute, route

RECENT = timedelta(days=1)


class UploadSeen(msgspec.Struct, frozen=True):
    """`state` is receiving, received, stored or refused; `item` is `ecg:<id>` once known."""

    id: str
    url: str
    name: str
    size: int
    offset: int
    state: str
    reason: str
    item: str
    case_id: str | None


@route("GET", "/api/v1/uploads", scope="uploads")
async def list_uploads(ctx: Context) -> Paged[UploadSeen]:
    """My unfinished uploads, and those of the last day; `?case=` narrows to one case."""
    equal: dict[str, object] = {"person_id": ctx.actor.person_id}
    if case_id := ctx.query.get("case"):
        equal["case_id"] = case_id
    found = await ctx.look(lambda store: store.uploads.list(**equal))
    mine = [upload for upload in found if _recent(upload, ctx)]
    return Paged([_seen(upload) for upload in mine[-200:]])


def _recent(upload: Upload, ctx: Context) -> bool:
    if upload.state is UploadState.TERMINATED or ctx.now >= upload.expires_at:
        return False
    open_still = upload.state in (UploadState.RECEIVING, UploadState.RECEIVED)
    return open_still or ctx.now - upload.created_at < RECENT


def _seen(upload: Upload) -> UploadSeen:
    return UploadSeen(
        id=upload.id,
        url=f"/uploads/{upload.id}",
        name=upload.name,
        size=upload.size,
        offset=upload.offset,
        state=upload.state.value,
        reason=upload.reason,
        item=f"{upload.item_kind}:{upload.item_id}" if upload.item_id else "",
        case_id=upload.case_id,
    )


ROUTES: tuple[ApiRoute, ...] = (list_uploads,)
