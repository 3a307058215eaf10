"""Which attributes describe a study, a series, an instance when they are searched (QIDO-RS).

PS3.18 tables 10.6.3-3 to -5, as far as files carry them; values are kept as DICOM JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

STUDY_TAGS = (
    "00080005",
    "00080020",
    "00080030",
    "00080050",
    "00080090",
    "00080201",
    "00081030",
    "00100010",
    "00100020",
    "00100030",
    "00100040",
    "0020000D",
    "00200010",
)
SERIES_TAGS = (
    "00080060",
    "00080021",
    "00080031",
    "0008103E",
    "00180015",
    "0020000E",
    "00200011",
    "00400244",
    "00400245",
)
INSTANCE_TAGS = (
    "00080016",
    "00080018",
    "00083002",
    "00200013",
    "00280008",
    "00280010",
    "00280011",
    "00280100",
)
QUERY_TAGS = (*STUDY_TAGS, *SERIES_TAGS, *INSTANCE_TAGS)


def only(tags: Iterable[str], found: Mapping[str, Any]) -> dict[str, Any]:
    """Those of `found` (DICOM JSON) that are among `tags`."""
    return {tag: found[tag] for tag in tags if tag in found}
