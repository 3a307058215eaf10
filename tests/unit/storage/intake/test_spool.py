"""The spool keeps what was acknowledged and forgets what was not."""

from __future__ import annotations

import gzip
import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from consult.errors import Invalid
from storage.intake.content_encoding import FREE_GROWTH, gunzip
from storage.intake.space import DiskReserved, Reserve
from storage.intake.spool import Spool, SpoolBusy, SpoolDamaged

ID = "01a1fcb0-af00-7000-8000-000000000020"


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    made = Spool(tmp_path / "spool")
    made.create(ID)
    return made


def test_bytes_beyond_the_offset_were_never_promised(spool: Spool) -> None:
    with spool.writer(ID, 0) as file:
        file.write(b"acknowledged, torn")
    with spool.writer(ID, len(b"acknowledged")) as file:
        file.write(b" again")
    assert spool.path(ID).read_bytes() == b"acknowledged again"


def test_two_processes_do_not_write_one_upload_at_once(spool: Spool) -> None:
    with spool.writer(ID, 0) as file:
        file.write(b"one")
        with pytest.raises(SpoolBusy), spool.writer(ID, 0):
            pass
    with spool.writer(ID, 3) as file:
        file.write(b"two")
    assert spool.size(ID) == 6


def test_an_id_exists_once(spool: Spool) -> None:
    with pytest.raises(FileExistsError):
        spool.create(ID)


@pytest.mark.parametrize("name", ["../x", "", "a" * 36, "/etc/passwd", f"{ID}/.."])
def test_only_ids_are_names(spool: Spool, name: str) -> None:
    with pytest.raises(ValueError, match="upload id"):
        spool.path(name)


def test_what_no_open_upload_needs_is_swept_when_it_is_old(spool: Spool) -> None:
    other = ID[:-1] + "1"
    spool.create(other)
    (spool.workspace(other) / "x").write_bytes(b"x")
    (spool.folder / ".probe-left").touch()
    then = time.time() - 7200
    for path in spool.folder.iterdir():
        os.utime(path, (then, then))
    fresh = ID[:-1] + "2"
    spool.create(fresh)
    assert spool.sweep([ID], timedelta(hours=1)) == 3
    assert sorted(path.name for path in spool.folder.iterdir()) == [f"{ID}.part", f"{fresh}.part"]
    assert spool.sweep([ID], timedelta(hours=1)) == 0


def test_a_hole_is_never_filled(spool: Spool) -> None:
    """Fewer bytes than were promised are here: writing on would leave zeros between."""
    for upload_id, offset in ((ID, 1), (ID[:-1] + "9", 0)):
        with pytest.raises(SpoolDamaged), spool.writer(upload_id, offset):
            pass
    assert spool.size(ID) == 0


def test_the_last_of_the_disk_is_not_for_uploads(tmp_path: Path) -> None:
    wanting = Spool(tmp_path, Reserve(1 << 60))
    with pytest.raises(DiskReserved):
        wanting.create(ID)
    assert list(tmp_path.iterdir()) == []
    Spool(tmp_path, Reserve(0, share=0)).create(ID)


def test_removing_twice_is_fine(spool: Spool) -> None:
    (spool.workspace(ID) / "x").write_bytes(b"x")
    spool.remove(ID)
    spool.remove(ID)
    assert spool.size(ID) is None
    assert list(spool.folder.iterdir()) == []


def test_gzip_comes_back_whole(tmp_path: Path) -> None:
    plain = bytes(range(256)) * 9000
    packed = tmp_path / "a.gz"
    packed.write_bytes(gzip.compress(plain))
    gunzip(packed, tmp_path / "a", limit=len(plain))
    assert (tmp_path / "a").read_bytes() == plain


@pytest.mark.parametrize("cut", [slice(None, -3), slice(2, None), slice(0, 0)])
def test_a_damaged_gzip_is_said_to_be_so(tmp_path: Path, cut: slice) -> None:
    packed = tmp_path / "a.gz"
    packed.write_bytes(gzip.compress(b"ecg" * 1000)[cut])
    with pytest.raises(Invalid, match="bad_gzip"):
        gunzip(packed, tmp_path / "a", limit=10_000)


def test_a_bomb_stops_at_its_bounds(tmp_path: Path) -> None:
    packed = tmp_path / "a.gz"
    with gzip.open(packed, "wb") as out:
        for _ in range(FREE_GROWTH // (1 << 20) + 8):
            out.write(bytes(1 << 20))
    with pytest.raises(Invalid, match="inflates_too_large"):
        gunzip(packed, tmp_path / "a", limit=1 << 40)
    assert (tmp_path / "a").stat().st_size <= FREE_GROWTH
