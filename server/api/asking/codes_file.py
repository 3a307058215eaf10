"""A table of codes as CSV: code, then names in any of the three languages."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

from consult.actions.asking.lists import CodeRow
from consult.errors import Invalid

# Head lines met in tables of China and Viet Nam.
COLUMNS = {
    "code": "code",
    "编码": "code",
    "疾病编码": "code",
    "mã": "code",
    "mã bệnh": "code",
    "en": "en",
    "name": "en",
    "english": "en",
    "zh": "zh",
    "zh-cn": "zh",
    "名称": "zh",
    "疾病名称": "zh",
    "vi": "vi",
    "tên": "vi",
    "tên bệnh": "vi",
}


def read_codes(file: TextIO) -> Iterator[CodeRow]:
    """Rows of the file; raises Invalid("codes.bad_head") without a code and a name column."""
    reader = csv.DictReader(line.lstrip("\ufeff") for line in file)
    found = {
        COLUMNS.get((name or "").strip().lower(), ""): name for name in reader.fieldnames or ()
    }
    if "code" not in found or not {"en", "zh", "vi"} & set(found):
        raise Invalid("codes.bad_head", field="file")

    def cell(row: dict[str, str], name: str) -> str:
        return (row.get(found[name]) or "").strip() if name in found else ""

    try:
        for row in reader:
            if any((value or "").strip() for value in row.values() if isinstance(value, str)):
                yield CodeRow(*(cell(row, name) for name in ("code", "en", "zh", "vi")))
    except csv.Error as error:
        raise Invalid("codes.bad_row", field="file", line=reader.line_num) from error
