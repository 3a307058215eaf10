"""WADO-RS metadata (PS3.18 §10.4.1.1.2): headers as DICOM JSON, made when the files came."""

from __future__ import annotations

import asyncio
import gzip
import hashlib

from starlette.responses import Response

from consult.errors import NotFound
from server.dicomweb import accept
from server.dicomweb.body import ASK_AGAIN, HARDENED, known, takes_gzip
from server.dicomweb.objects import read_all
from server.dicomweb.opening import Found, address_of, open_instances, part_of, root_of
from server.http import Context
from storage.derive.layout import unpack

MAX_DOCUMENT = 32 * 2**20
AT_ONCE = 16
_RELATIVE = b'"BulkDataURI":"bulkdata/'


async def read_metadata(ctx: Context) -> Response:
    """A list of data sets without pixel data, in the order of series and instance numbers."""
    offered = (accept.DICOM_JSON, "application/json")
    media_type = accept.choose(accept.wanted(ctx.request), offered).media_type
    found = await open_instances(ctx, "dicom_metadata")
    tag = _tag(ctx, found)
    headers = HARDENED | ASK_AGAIN | {"ETag": tag}
    if known(ctx.request, tag):
        return Response(status_code=304, headers=headers)
    remembered = part_of(ctx).metadata
    packed = remembered.get(tag)
    if packed is None:
        packed = await _built(ctx, found)
        remembered.put(tag, packed)
    if takes_gzip(ctx.request):
        return Response(packed, 200, headers | {"Content-Encoding": "gzip"}, media_type)
    return Response(await asyncio.to_thread(gzip.decompress, packed), 200, headers, media_type)


def _tag(ctx: Context, found: Found) -> str:
    digest = hashlib.sha256(root_of(ctx).encode())
    for each in found:
        digest.update((each.derived("dicom_json") or "").encode())
    return f'"{digest.hexdigest()[:32]}"'


async def _built(ctx: Context, found: Found) -> bytes:
    slots = asyncio.Semaphore(AT_ONCE)

    async def read(sha256: str) -> bytes:
        async with slots:
            return await read_all(ctx, sha256)

    known_ones = [(each, sha) for each in found if (sha := each.derived("dicom_json"))]
    if not known_ones:
        raise NotFound("instance")
    packed = await asyncio.gather(*(read(sha) for _, sha in known_ones))
    bases = [address_of(ctx, each) for each, _ in known_ones]
    return await asyncio.to_thread(_joined, packed, bases)


def _joined(packed: list[bytes], bases: list[str]) -> bytes:
    """One list; bulk data gets its full address, which every viewer understands."""
    documents = [
        unpack(data, MAX_DOCUMENT).replace(
            _RELATIVE, f'"BulkDataURI":"{base}/bulkdata/'.encode("ascii")
        )
        for data, base in zip(packed, bases, strict=True)
    ]
    return gzip.compress(b"[" + b",".join(documents) + b"]", 6, mtime=0)
