"""Tables of codes as hospitals have them: other head lines, a byte-order mark, quoted names."""

from __future__ import annotations

import io

import pytest

from consult.actions.asking.lists import CodeRow
from consult.errors import Invalid
from server.api.asking.codes_file import read_codes


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (
            "code,en,zh,vi\nI10,Hypertension,高血压,Tăng huyết áp\n",
            ("Hypertension", "高血压", "Tăng huyết áp"),
        ),
        ("\ufeff疾病编码,疾病名称\nI10,高血压\n\n", ("", "高血压", "")),
        (
            'Mã bệnh,Tên bệnh\nI10,"Tăng huyết áp, nguyên phát"\n',
            ("", "", "Tăng huyết áp, nguyên phát"),
        ),
        ("no.,code,name\n1,I10,Hypertension\n2\n", ("Hypertension", "", "")),
    ],
)
def test_columns_are_known_by_their_names(table: str, row: tuple[str, str, str]) -> None:
    found = [each for each in read_codes(io.StringIO(table)) if each.code]
    assert found == [CodeRow("I10", *row)]


@pytest.mark.parametrize("table", ["", "code\nI10\n", "en,zh\nx,y\n"])
def test_a_table_without_code_or_names_is_refused(table: str) -> None:
    with pytest.raises(Invalid, match=r"codes\.bad_head"):
        list(read_codes(io.StringIO(table)))
