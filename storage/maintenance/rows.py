"""Tables as lines of JSON that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from storage.database.json_text import dump_json
from storage.database.types import UtcDateTime
from storage.errors import HashMismatch

Row = dict[str, Any]
PAGE = 1000
CHUNK = 1 << 20


def write_table(conn: sa.Connection, table: sa.Table, path: Path) -> tuple[int, str]:
    """Write `table` as packed lines; (rows, SHA-256 of the file)."""
    query = sa.select(table).order_by(*table.primary_key.columns)
    count = 0
    with open(path, "xb", opener=private) as file:
        with gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0) as packed:
            for row in conn.execute(query.execution_options(yield_per=PAGE)).mappings():
                line = dump_json({name: _plain(value) for name, value in row.items()})
                packed.write(line.encode() + b"\n")
                count += 1
        file.flush()
        os.fsync(file.fileno())
    return count, sha256_of_file(path)


def read_table(table: sa.Table, path: Path, sha256: str) -> Iterator[Row]:
    """The rows of a file; HashMismatch before the first when it is not the file written."""
    found = sha256_of_file(path)
    if found != sha256:
        raise HashMismatch(sha256, found)
    back = {column.name: _reader(column) for column in table.columns}
    with gzip.open(path, "rb") as lines:
        for line in io.BufferedReader(lines):
            yield {name: back[name](value) for name, value in json.loads(line).items()}


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == PAGE:
            yield batch
            batch = []
    if batch:
        yield batch


def private(path: str, flags: int) -> int:
    """An opener: for the owner alone."""
    return os.open(path, flags | os.O_CLOEXEC, 0o600)


def sha256_of_file(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _reader(column: sa.Column[Any]) -> Callable[[Any], Any]:
    read: Callable[[str], Any]
    if isinstance(column.type, UtcDateTime):
        read = datetime.fromisoformat
    elif isinstance(column.type, sa.Date):
        read = date.fromisoformat
    else:
        return lambda value: value
    return lambda value: None if value is None else read(value)
