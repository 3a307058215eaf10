"""What both object stores promise."""

import asyncio
import hashlib
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.errors import HashMismatch, ObjectMissing, StorageUnavailable
from storage.objects import ObjectStore, object_key, open_object_store
from tests.fixtures.seaweed import free_ports

pytestmark = pytest.mark.anyio

MIB = 1 << 20


@pytest.fixture(
    params=[
        pytest.param("files_url", id="files"),
        pytest.param("seaweed_url", id="s3", marks=pytest.mark.s3),
    ]
)
def store_url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(request.param)


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[ObjectStore]:
    opened = open_object_store(store_url)
    yield opened
    await opened.close()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


async def content(store: ObjectStore, name: str, start: int = 0, length: int | None = None):
    return b"".join([chunk async for chunk in store.open(name, start=start, length=length)])


async def test_bytes_come_back_under_a_key_made_of_their_hash(store):
    data = "心电图".encode() + os.urandom(1000)
    name = sha256(data)

    key = await store.put_bytes(data, name)

    assert key == f"sha256/{name[:2]}/{name[2:4]}/{name}"
    assert await store.stat(name) == len(data)
    assert await content(store, name) == data


@pytest.mark.parametrize("size", [0, 1, 4 * MIB, 20 * MIB], ids=["empty", "one", "4MiB", "20MiB"])
async def test_files_of_every_size_come_back_whole(store, tmp_path, size):
    data = os.urandom(size)
    path = tmp_path / "upload"
    path.write_bytes(data)

    await store.put_file(path, sha256(data), size)

    assert await store.stat(sha256(data)) == size
    assert sha256(await content(store, sha256(data))) == sha256(data)
    assert path.read_bytes() == data


async def test_an_adopted_file_is_stored_and_may_be_offered_again(store, tmp_path):
    data = os.urandom(3 * MIB)
    path = tmp_path / "upload"
    path.write_bytes(data)

    first = await store.put_file(path, sha256(data), len(data), adopt=True)
    second = await store.put_file(path, sha256(data), len(data), adopt=True)

    assert first == second
    assert await content(store, sha256(data)) == data


async def test_a_missing_file_is_not_an_outage(store, tmp_path):
    with pytest.raises(FileNotFoundError):
        await store.put_file(tmp_path / "none", sha256(b"x"), 1, adopt=True)


@pytest.mark.parametrize(
    ("start", "length"),
    [(0, 10), (5, None), (MIB - 3, 7), (5 * MIB, 0), (5 * MIB, None), (9 * MIB, None), (9, MIB)],
)
async def test_ranges(store, start, length):
    data = os.urandom(5 * MIB)
    await store.put_bytes(data, sha256(data))

    end = None if length is None else start + length
    assert await content(store, sha256(data), start, length) == data[start:end]


async def test_a_reader_may_leave_early(store):
    data = os.urandom(9 * MIB)
    await store.put_bytes(data, sha256(data))

    async with aclosing(store.open(sha256(data))) as chunks:
        first = await anext(chunks)

    assert data.startswith(first)
    assert 0 < len(first) < len(data)


@pytest.mark.parametrize("adopt", [False, True])
@pytest.mark.parametrize("change", [b"", b"+", b"-"], ids=["other bytes", "longer", "shorter"])
@pytest.mark.parametrize("size", [1000, 17 * MIB], ids=["one part", "two parts"])
async def test_wrong_bytes_are_refused_and_nothing_is_stored(store, tmp_path, size, change, adopt):
    wanted = os.urandom(size)
    found = {b"": wanted[:-1] + bytes([wanted[-1] ^ 1]), b"+": wanted + b"x", b"-": wanted[:-1]}
    path = tmp_path / "upload"
    path.write_bytes(found[change])

    with pytest.raises(HashMismatch):
        await store.put_file(path, sha256(wanted), size, adopt=adopt)

    assert await store.stat(sha256(wanted)) is None
    assert path.read_bytes() == found[change]


async def test_wrong_bytes_in_memory_are_refused(store):
    name = sha256(os.urandom(10))

    with pytest.raises(HashMismatch):
        await store.put_bytes(b"something else", name)

    assert await store.stat(name) is None


async def test_wrong_bytes_are_refused_even_when_the_object_is_there(store, tmp_path):
    data = os.urandom(1000)
    await store.put_bytes(data, sha256(data))
    path = tmp_path / "upload"
    path.write_bytes(bytes(1000))

    with pytest.raises(HashMismatch):
        await store.put_file(path, sha256(data), 1000)

    assert await content(store, sha256(data)) == data


async def test_many_put_the_same_object_at_once(store, tmp_path):
    data = os.urandom(2 * MIB)
    paths = [tmp_path / f"upload{number}" for number in range(8)]
    for path in paths:
        path.write_bytes(data)

    keys = await asyncio.gather(
        *(store.put_file(path, sha256(data), len(data)) for path in paths),
        *(store.put_bytes(data, sha256(data)) for _ in range(8)),
    )

    assert set(keys) == {object_key(sha256(data))}
    assert await content(store, sha256(data)) == data


async def test_what_is_not_there(store):
    name = sha256(os.urandom(10))

    assert await store.stat(name) is None
    for length in (None, 0, 5):
        with pytest.raises(ObjectMissing):
            await content(store, name, 0, length)
    await store.delete(name)


async def test_a_deleted_object_is_gone(store):
    data = os.urandom(10)
    await store.put_bytes(data, sha256(data))

    await store.delete(sha256(data))

    assert await store.stat(sha256(data)) is None


async def test_every_object_is_listed_in_order_with_its_size_and_time(store):
    assert [kept async for kept in store.list_keys()] == []
    before = datetime.now(UTC) - timedelta(seconds=5)
    objects = {sha256(b"x" * size): size for size in range(40)}
    for size in range(40):
        await store.put_bytes(b"x" * size, sha256(b"x" * size))

    kept = [each async for each in store.list_keys()]

    assert kept == sorted(kept, key=lambda each: each.sha256)
    assert {each.sha256: each.size for each in kept} == objects
    assert all(before < each.at for each in kept)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "a" * 63, "a" * 64 + "\n"])
async def test_only_a_hash_is_a_name(store, name):
    with pytest.raises(ValueError, match="SHA-256"):
        await store.put_bytes(b"", name)
    with pytest.raises(ValueError, match="SHA-256"):
        await store.stat(name)


async def test_a_negative_range_is_refused(store):
    for start, length in ((-1, None), (0, -1)):
        with pytest.raises(ValueError, match="range"):
            await content(store, sha256(b""), start, length)


async def test_a_store_that_works_answers_a_ping(store):
    await store.ping()


@pytest.fixture(params=["file", "server", "bucket"])
def broken_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "file":
        (tmp_path / "objects").write_text("a file where the folder should be")
        return f"file:{tmp_path}/objects"
    if request.param == "server":
        return f"s3+http://key:secret@127.0.0.1:{free_ports(1)[0]}/bucket"
    return request.getfixturevalue("seaweed").url("no-such-bucket")


@pytest.mark.s3
async def test_a_store_that_is_down_says_so(broken_url, tmp_path):
    (tmp_path / "upload").write_bytes(b"x")
    store = open_object_store(broken_url)
    calls = [
        store.ping,
        lambda: store.put_bytes(b"x", sha256(b"x")),
        lambda: store.put_file(tmp_path / "upload", sha256(b"x"), 1, adopt=True),
    ]
    for call in calls:
        with pytest.raises(StorageUnavailable) as caught:
            await call()
        assert caught.value.code == "storage.unavailable"
        assert caught.value.retry_after > 0
    assert (tmp_path / "upload").read_bytes() == b"x"
    await store.close()


@pytest.mark.s3
async def test_a_wrong_secret_is_an_outage_and_not_a_missing_object(seaweed, seaweed_url):
    store = open_object_store(seaweed_url.replace("%2B", "-"))
    with pytest.raises(StorageUnavailable):
        await store.stat(sha256(b"x"))
    await store.close()


async def test_an_interrupted_put_is_never_visible(tmp_path):
    root = tmp_path / "objects"
    (root / "incoming").mkdir(parents=True)
    data = os.urandom(MIB)
    (root / "incoming" / "left-by-a-crash").write_bytes(data[: MIB // 2])
    store = open_object_store(f"file:{root}")

    assert await store.stat(sha256(data)) is None
    with pytest.raises(HashMismatch):
        await store.put_file(root / "incoming" / "left-by-a-crash", sha256(data), MIB)
    await store.put_bytes(data, sha256(data))

    stored = [path for path in (root / "sha256").rglob("*") if path.is_file()]
    assert stored == [root / object_key(sha256(data))]
    assert [path.name for path in (root / "incoming").iterdir()] == ["left-by-a-crash"]
    await store.close()


WRITER = """
import asyncio, hashlib, os, sys
from pathlib import Path
from storage.objects import open_object_store

async def main(folder):
    store = open_object_store(f"file:{folder}/objects")

    async def put(number):
        data = os.urandom(200_000)
        name, path = hashlib.sha256(data).hexdigest(), Path(folder, f"upload{number}")
        path.write_bytes(data)
        await store.put_file(path, name, len(data), adopt=number % 2 == 0)
        print(name, flush=True)

    for start in range(0, 10_000, 8):
        await asyncio.gather(*map(put, range(start, start + 8)))

asyncio.run(main(sys.argv[1]))
"""


@pytest.mark.crash
@pytest.mark.parametrize("acknowledged", [1, 20, 60])
def test_a_killed_process_leaves_only_whole_objects(tmp_path, acknowledged):
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    with process:
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _ in range(acknowledged)]
        process.kill()

    files = (tmp_path / "objects" / "sha256").rglob("*")
    stored = {path.name: sha256(path.read_bytes()) for path in files if path.is_file()}
    assert set(told) <= set(stored)
    assert all(name == found for name, found in stored.items())


async def test_stored_files_are_for_the_owner_alone_and_not_written_again(tmp_path):
    store = open_object_store(f"file:{tmp_path}/deep/objects")
    key = await store.put_bytes(b"x", sha256(b"x"))
    await store.close()

    path = tmp_path / "deep" / "objects" / key
    assert path.stat().st_mode & 0o777 == 0o400
    assert {parent.stat().st_mode & 0o777 for parent in path.parents[:4]} == {0o700}


async def test_a_damaged_object_is_repaired_by_storing_it_again(tmp_path):
    store = open_object_store(f"file:{tmp_path}")
    key = await store.put_bytes(b"right", sha256(b"right"))
    (tmp_path / key).unlink()
    (tmp_path / key).write_bytes(b"wrong")

    await store.put_bytes(b"right", sha256(b"right"))

    assert await content(store, sha256(b"right")) == b"right"
    await store.close()


@pytest.mark.parametrize(
    "url",
    [
        "objects",
        "file:",
        "file://host/objects",
        "ftp://host/x",
        "s3+http://host/bucket",
        "s3+http://key:secret@host:1",
        "s3+https://key:secret@host:1/bucket/folder",
    ],
)
async def test_urls_that_name_no_store_are_refused_without_their_secret(url):
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        open_object_store(url)
    assert "secret" not in str(caught.value)
