"""One target per reader of foreign bytes: sound seeds, and the only exceptions it may raise."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from consult.errors import Invalid
from storage.codecs import dicom
from storage.codecs.ecg.read import read_ecg
from storage.codecs.errors import Unreadable
from storage.derive import ecg1, preview
from storage.intake.content_encoding import gunzip
from storage.intake.examine import examine
from storage.intake.job import Job
from storage.intake.prescan import prescan
from storage.intake.sniff import sniff
from tests.factories import ecg

SHORT = ecg.SyntheticEcg(seconds=0.4)
Run = Callable[[bytes, Path], object]


@dataclass(frozen=True)
class Target:
    """`run` gets the bytes and a folder of its own for files; anything but `raises` is a fault."""

    seeds: Callable[[], list[bytes]]
    run: Run
    raises: tuple[type[Exception], ...] = ()


def of_file(read: Callable[[Path], object]) -> Run:
    def run(data: bytes, folder: Path) -> object:
        path = folder / "upload"
        path.write_bytes(data)
        return read(path)

    return run


def recording(fmt: str) -> Run:
    return of_file(lambda path: ecg1.encode(read_ecg(path, fmt, path.parent), ""))


def picture(fmt: str) -> Target:
    def seeds() -> list[bytes]:
        made = []
        for mode in ("RGB", "L"):
            with io.BytesIO() as file, Image.new(mode, (24, 16), 7) as image:
                image.save(file, fmt)
                made.append(file.getvalue())
        return made

    return Target(seeds, of_file(lambda path: preview.make_preview(path, fmt)), (Unreadable,))


def header(path: Path) -> object:
    ds = dicom.read_dataset(path, dicom.HEADER_TAGS)
    return dicom.summary(ds), dicom.seen_patient(ds), dicom.person_name(ds, "PatientName")


def door(path: Path) -> object:
    out = path.parent / "out"
    out.mkdir(exist_ok=True)
    scratch = path.parent / "scratch"
    scratch.mkdir(exist_ok=True)
    return examine(Job(path, "x", None, out, scratch, 2**26)).dumps()


def packed(path: Path) -> object:
    gunzip(path, path.parent / "plain", limit=2**24)
    return None


def derivative() -> list[bytes]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(ecg.scp_ecg(SHORT))
        return [ecg1.encode(read_ecg(path, "scp_ecg", Path(folder)), "")]


@cache
def edf(bdf: bool = False) -> bytes:
    """Two leads of one second, as edfio writes them."""
    import edfio
    import numpy as np

    wave = np.sin(np.arange(250) / 9) / 2
    if bdf:
        signals = [
            edfio.BdfSignal(wave, 250, label=name, physical_dimension="mV") for name in LEADS
        ]
        return edfio.Bdf(signals).to_bytes()
    return edfio.Edf(
        [edfio.EdfSignal(wave, 250, label=name, physical_dimension="mV") for name in LEADS]
    ).to_bytes()


LEADS = ("ECG I", "ECG II")
EVERY_ECG = (ecg.dicom_12_lead, ecg.scp_ecg, ecg.hl7_aecg)
TARGETS: dict[str, Target] = {
    "door": Target(lambda: [make(SHORT) for make in EVERY_ECG], of_file(door)),
    "sniff": Target(lambda: [make(SHORT) for make in EVERY_ECG], lambda data, _: sniff(data)),
    "prescan": Target(lambda: [ecg.dicom_12_lead(SHORT)], of_file(prescan), (Unreadable,)),
    "dicom header": Target(lambda: [ecg.dicom_12_lead(SHORT)], of_file(header), (Unreadable,)),
    "dicom waveform": Target(
        lambda: [ecg.dicom_12_lead(SHORT)], recording("dicom_waveform"), (Unreadable,)
    ),
    "scp": Target(lambda: [ecg.scp_ecg(SHORT)], recording("scp_ecg"), (Unreadable,)),
    "aecg": Target(
        lambda: [ecg.hl7_aecg(SHORT), ecg.hl7_aecg(SHORT, encoding="GBK")],
        recording("hl7_aecg"),
        (Unreadable,),
    ),
    "edf": Target(lambda: [edf()], recording("edf"), (Unreadable,)),
    "bdf": Target(lambda: [edf(bdf=True)], recording("bdf"), (Unreadable,)),
    "ecg1": Target(derivative, lambda data, _: ecg1.decode(data), (ecg1.Ecg1Error,)),
    "gzip": Target(lambda: [gzip.compress(b"DICM" * 99)], of_file(packed), (Invalid,)),
    **{f"picture {fmt}": picture(fmt) for fmt in ("png", "jpeg", "gif", "tiff", "bmp", "webp")},
}
