"""What storage tells its callers when it cannot do the work.

Unavailable (consult.errors)
└── StorageUnavailable   database.unavailable or storage.unavailable; `part` names which
HuizhenError
├── ObjectMissing        object.missing: no object has this hash
├── Undecodable          pixels.undecodable: an image cannot be shown; `reason` as at intake
├── HashMismatch         object.hash_mismatch: the bytes are not those that were announced
├── SchemaOutdated       database.schema_outdated: run `huizhen migrate`
└── DatabaseNewer        database.newer: written by a newer release; never touched
"""

from typing import Literal

from consult.errors import HuizhenError, Unavailable

Part = Literal["database", "storage"]


class StorageUnavailable(Unavailable):
    def __init__(self, part: Part, retry_after: int = 5) -> None:
        super().__init__(f"{part}.unavailable", retry_after=retry_after)
        self.part = part


class ObjectMissing(HuizhenError):
    def __init__(self, sha256: str) -> None:
        super().__init__("object.missing", sha256=sha256)


class HashMismatch(HuizhenError):
    def __init__(self, expected: str, found: str) -> None:
        super().__init__("object.hash_mismatch", expected=expected, found=found)


class Undecodable(HuizhenError):
    def __init__(self, reason: str) -> None:
        super().__init__("pixels.undecodable", reason=reason)


class SchemaOutdated(HuizhenError):
    def __init__(self, found: str | None, wanted: str | None) -> None:
        super().__init__("database.schema_outdated", found=found, wanted=wanted)


class DatabaseNewer(HuizhenError):
    def __init__(self, found: str) -> None:
        super().__init__("database.newer", found=found)
