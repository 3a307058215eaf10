"""Drafts of cases on the server: what is typed here goes on at another desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from consult.actions.asking import drafts
from consult.errors import NotFound
from server.http import Body, Context, Id, Paged, route
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore


class DraftBody(Body, frozen=True):
    """`body` is the page's own; `revision` that of the draft it began from, 0 for a first one."""

    org_id: Id
    body: dict[str, Any]
    revision: int = 0


class SavedDraft(msgspec.Struct, frozen=True):
    revision: int
    updated_at: datetime


class DraftSeen(msgspec.Struct, frozen=True):
    id: str
    org_id: str
    body: dict[str, Any]
    revision: int
    updated_at: datetime


@route("PUT", "/api/v1/drafts/{id}", body=DraftBody)
async def keep_case_draft(ctx: Context, body: DraftBody) -> SavedDraft:
    """Keep what is typed of a case; 412 when another device went on meanwhile."""
    cmd = drafts.KeepCaseDraft(
        draft_id=ctx.path["id"], org_id=body.org_id, body=body.body, revision=body.revision
    )
    saved = await ctx.run(drafts.keep_case_draft, cmd)
    return SavedDraft(saved.revision, saved.updated_at)


def _mine(store: SqlStore, ctx: Context, draft_id: str | None = None) -> Shown[list[DraftSeen]]:
    equal = {"person_id": ctx.actor.person_id} | ({"id": draft_id} if draft_id else {})
    rows = store.case_drafts.list(**equal)
    seen = [DraftSeen(r.id, r.org_id, r.body, r.revision, r.updated_at) for r in rows]
    return Shown(seen, action="read_drafts", subject="list:drafts", count=len(seen))


@route("GET", "/api/v1/drafts")
async def list_case_drafts(ctx: Context) -> Paged[DraftSeen]:
    """My drafts of cases."""
    return Paged(await ctx.show(lambda store: _mine(store, ctx)))


@route("GET", "/api/v1/drafts/{id}")
async def read_case_draft(ctx: Context) -> DraftSeen:
    """One of my drafts."""
    found = await ctx.show(lambda store: _mine(store, ctx, ctx.path["id"]))
    if not found:
        raise NotFound("draft")
    return found[0]


@route("DELETE", "/api/v1/drafts/{id}")
async def discard_case_draft(ctx: Context) -> None:
    """Forget a draft of mine."""
    await ctx.run(drafts.discard_case_draft, ctx.path["id"])


ROUTES = (keep_case_draft, list_case_drafts, read_case_draft, discard_case_draft)
