"""Objects in an S3 bucket, through minio-py 7 (keywords only: version 8 renames positions)."""

import asyncio
import io
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar, cast
from urllib.parse import parse_qs, unquote, urlsplit

from minio import Minio
from minio.error import MinioException, S3Error
from urllib3 import PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError

from storage.errors import ObjectMissing, StorageUnavailable
from storage.failpoints import reach
from storage.objects.port import Kept, object_key, sha256_of
from storage.objects.verify import HashingReader, span

T = TypeVar("T")

THREADS = 8
CHUNK = 4 << 20
PART_SIZE = 16 << 20
PAGE = 1000
# A store that says nothing is given up after a minute: what waits for it is tried again.
_TIMEOUT = Timeout(connect=5, read=20)
_RETRIES = Retry(total=2, backoff_factor=0.2, status_forcelist=(500, 502, 503, 504))


@dataclass(frozen=True, slots=True)
class S3Address:
    """Where a bucket is and who asks; `endpoint` is `host:port`."""

    endpoint: str
    secure: bool
    bucket: str
    region: str
    access_key: str
    secret_key: str = field(repr=False)


def read_s3_url(url: str) -> S3Address:
    """Read `s3+http(s)://KEY:SECRET@host:port/bucket?region=…`, key and secret percent-encoded."""
    parts = urlsplit(url)
    credentials, _, endpoint = parts.netloc.rpartition("@")
    key, _, secret = credentials.partition(":")
    bucket = unquote(parts.path).strip("/")
    if not (endpoint and key and secret and bucket) or "/" in bucket:
        raise ValueError("an S3 store is written s3+http://KEY:SECRET@host:port/bucket?region=…")
    return S3Address(
        endpoint=endpoint,
        secure=parts.scheme == "s3+https",
        bucket=bucket,
        region=parse_qs(parts.query).get("region", ["us-east-1"])[0],
        access_key=unquote(key),
        secret_key=unquote(secret),
    )


@contextmanager
def reachable() -> Iterator[None]:
    """Turn every failure of the server or of the way to it into StorageUnavailable."""
    try:
        yield
    except (MinioException, HTTPError, OSError) as error:
        raise StorageUnavailable("storage") from error


class S3Store:
    """ObjectStore in one bucket that exists already; see storage.objects.port.

    minio-py signs or sums each request's body, so the server refuses what the network has changed;
    HashingReader refuses what the disk has changed.
    """

    def __init__(self, address: S3Address) -> None:
        self._bucket = address.bucket
        self._pool = PoolManager(maxsize=THREADS, timeout=_TIMEOUT, retries=_RETRIES)
        self._client = Minio(
            endpoint=address.endpoint,
            access_key=address.access_key,
            secret_key=address.secret_key,
            secure=address.secure,
            region=address.region,
            http_client=self._pool,
        )
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="objects-s3")
        self._probing: asyncio.Future[None] | None = None

    async def put_file(self, path: Path, sha256: str, size: int, *, adopt: bool = False) -> str:
        key = object_key(sha256)
        await self._run(partial(self._put_file, path, sha256, size))
        return key

    async def put_bytes(self, data: bytes, sha256: str) -> str:
        key = object_key(sha256)
        await self._run(partial(self._put, io.BytesIO(data), sha256, len(data)))
        return key

    async def open(
        self, sha256: str, *, start: int = 0, length: int | None = None
    ) -> AsyncGenerator[bytes]:
        key = object_key(sha256)
        left = span(start, length)
        if left == 0 and await self.stat(sha256) is None:
            raise ObjectMissing(sha256)
        while left > 0:
            wanted = int(min(left, CHUNK))
            chunk = await self._run(partial(self._get, key, sha256, start, wanted))
            if chunk:
                yield chunk
            if len(chunk) < wanted:
                return
            start += wanted
            left -= wanted

    async def stat(self, sha256: str) -> int | None:
        return await self._run(partial(self._size, object_key(sha256)))

    async def list_keys(self) -> AsyncGenerator[Kept]:
        last = "sha256/"
        while page := await self._run(partial(self._list_after, last)):
            for key, size, at in page:
                if sha256 := sha256_of(key):
                    yield Kept(sha256, size, at)
            last = page[-1][0]

    async def delete(self, sha256: str) -> None:
        await self._run(partial(self._remove, object_key(sha256)))

    async def sweep(self, grace: timedelta) -> int:
        """Nothing: unfinished parts are invisible, and the bucket's lifecycle removes them."""
        return 0

    async def ping(self) -> None:
        """One probe at a time: those of an impatient monitor must not take all threads."""
        if self._probing is None or self._probing.done():
            self._probing = asyncio.ensure_future(self._run(self._probe))
        await asyncio.shield(self._probing)

    async def close(self) -> None:
        await asyncio.to_thread(self._threads.shutdown)
        self._pool.clear()

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _put_file(self, path: Path, sha256: str, size: int) -> None:
        with path.open("rb") as source:
            self._put(source, sha256, size)

    def _put(self, source: BinaryIO, sha256: str, size: int) -> None:
        key = object_key(sha256)
        reader = HashingReader(source, sha256, size)
        if self._size(key) == size:
            reader.drain(CHUNK)
            return
        reach("objects.checked")
        with reachable():
            self._client.put_object(
                bucket_name=self._bucket,
                object_name=key,
                data=cast("BinaryIO", reader),
                length=size,
                part_size=PART_SIZE,
                num_parallel_uploads=1,
            )
        if self._size(key) != size:
            raise StorageUnavailable("storage")
        reach("objects.placed")

    def _get(self, key: str, sha256: str, start: int, length: int) -> bytes:
        """One ranged request; a reader that waits for a slow link holds no connection."""
        try:
            with reachable():
                response = self._client.get_object(
                    bucket_name=self._bucket, object_name=key, offset=start, length=length
                )
                try:
                    return response.read()
                finally:
                    response.close()
                    response.release_conn()
        except StorageUnavailable as error:
            code = _s3_code(error)
            if code == "InvalidRange":
                return b""
            if code == "NoSuchKey":
                raise ObjectMissing(sha256) from None
            raise

    def _size(self, key: str) -> int | None:
        try:
            with reachable():
                return self._client.stat_object(bucket_name=self._bucket, object_name=key).size
        except StorageUnavailable as error:
            if _s3_code(error) == "NoSuchKey":
                return None
            raise

    def _list_after(self, key: str) -> list[tuple[str, int, datetime]]:
        with reachable():
            found = self._client.list_objects(
                bucket_name=self._bucket, prefix="sha256/", recursive=True, start_after=key
            )
            return [
                (each.object_name or "", each.size or 0, each.last_modified or datetime.now(UTC))
                for each in islice(found, PAGE)
            ]

    def _remove(self, key: str) -> None:
        with reachable():
            self._client.remove_object(bucket_name=self._bucket, object_name=key)

    def _probe(self) -> None:
        with reachable():
            exists = self._client.bucket_exists(bucket_name=self._bucket)
        if not exists:
            raise StorageUnavailable("storage")


def _s3_code(error: StorageUnavailable) -> str:
    return (error.__cause__.code or "") if isinstance(error.__cause__, S3Error) else ""
