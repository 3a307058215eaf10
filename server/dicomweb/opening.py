"""From a request's path to the instances it names, opened for the caller and audited."""

from __future__ import annotations

from collections.abc import Callable

from consult.errors import NotFound, Unavailable
from server.dicomweb.part import DicomWeb
from server.http import Context
from storage.database.unit_of_work import Shown
from storage.repositories.dicomweb.instances import StoredInstance, instances_of
from storage.repositories.dicomweb.opening import open_study
from storage.repositories.store import SqlStore

Found = tuple[StoredInstance, ...]


def part_of(ctx: Context) -> DicomWeb:
    """The running part; raises Unavailable while the server is not up."""
    if ctx.services.dicomweb is None:
        raise Unavailable("pixels.unavailable")
    return ctx.services.dicomweb


def root_of(ctx: Context) -> str:
    """The address of the service the caller used: of all hospitals, or of one."""
    org = ctx.path.get("org")
    base = str(ctx.request.base_url).rstrip("/")
    return f"{base}/dicom-web/at/{org}" if org else f"{base}/dicom-web"


def address_of(ctx: Context, each: StoredInstance) -> str:
    """The instance's own address below `root_of`."""
    series = f"{root_of(ctx)}/studies/{each.study_uid}/series/{each.series_uid}"
    return f"{series}/instances/{each.sop_uid}"


async def open_instances(ctx: Context, action: str) -> Found:
    """All the path names: a study's, a series' or one instance; raises NotFound."""
    return await ctx.show(_reading(ctx, action))


async def open_one(ctx: Context, action: str) -> StoredInstance:
    """The one instance the path names; raises NotFound."""
    return (await open_instances(ctx, action))[0]


def _reading(ctx: Context, action: str) -> Callable[[SqlStore], Shown[Found]]:
    def read(store: SqlStore) -> Shown[Found]:
        opened = open_study(store, ctx.actor, ctx.path.get("org"), ctx.path["study"], ctx.now)
        found = instances_of(store, opened, ctx.path.get("series"), ctx.path.get("sop"))
        return opened.shown(store, ctx.actor, action, found, ctx.now, len(found))

    return read


def number_of(text: str) -> int:
    """A frame number of a path; raises NotFound for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise NotFound("frame")
    return int(text)
