"""A person's own recent uploads, so that a reloaded page goes on where it was."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from consult.studies.upload import Upload
from server.http.context import MOST_AT_ONCE, Context, Paged
from server.http.routing import ApiRoute, route
from storage.repositories.views.materials.uploads import UploadQuery, upload_list


class UploadSeen(msgspec.Struct, frozen=True):
    """`state` is receiving, received, stored or refused; `item` is `ecg:<id>` once known.
    `batch` and `path` as their sender named them; `sha256` is '' while nobody has said it."""

    id: str
    url: str
    name: str
    path: str
    batch: str
    size: int
    offset: int
    sha256: str
    state: str
    reason: str
    item: str
    case_id: str | None


@route("GET", "/api/v1/uploads", scope="uploads")
async def list_uploads(ctx: Context) -> Paged[UploadSeen]:
    """My unfinished uploads, and those of the last day; of one `?batch=`, of the last week.
    `?case=` narrows to one case, `?org=` to one hospital's inbox; `&after=&limit=`."""
    page = ctx.page if "limit" in ctx.query else replace(ctx.page, limit=MOST_AT_ONCE)
    query = UploadQuery(
        person_id=ctx.actor.person_id,
        case_id=ctx.query.get("case", ""),
        org_id=ctx.query.get("org", ""),
        batch=ctx.query.get("batch", ""),
        after=page.after or "",
        limit=page.limit + 1,
    )
    found = await ctx.look(lambda store: upload_list(store, query, ctx.now))
    here = found[: page.limit]
    return Paged([_seen(each) for each in here], here[-1].id if len(found) > page.limit else None)


def _seen(upload: Upload) -> UploadSeen:
    return UploadSeen(
        id=upload.id,
        url=f"/uploads/{upload.id}",
        name=upload.name,
        path=upload.path,
        batch=upload.batch,
        size=upload.size,
        offset=upload.offset,
        sha256=upload.sha256,
        state=upload.state.value,
        reason=upload.reason,
        item=f"{upload.item_kind}:{upload.item_id}" if upload.item_id else "",
        case_id=upload.case_id,
    )


ROUTES: tuple[ApiRoute, ...] = (list_uploads,)
