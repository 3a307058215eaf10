"""Tables as CSV files that a spreadsheet opens as they are, and runs nothing from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from starlette.responses import Response

Cell = str | int | float | None
# A cell that begins so is taken for a formula, or hides one behind a blank.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


# Where the decimal sign is a comma a spreadsheet parts cells by semicolons.
DECIMAL_COMMA = frozenset({"vi"})


def csv_response(
    locale: str, name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> Response:
    """As a spreadsheet of this language expects it; UTF-8 with its mark, so that Chinese opens as
    Chinese. No line `sep=`: with it Excel passes over the mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if locale in DECIMAL_COMMA else ",")
    writer.writerow([safe(cell) for cell in head])
    writer.writerows([_cell(locale, cell) for cell in row] for row in rows)
    return Response(
        out.getvalue().encode("utf-8-sig"),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.csv"',
            "Cache-Control": "no-store",
        },
    )


def _cell(locale: str, cell: Cell) -> Cell:
    return number(locale, cell) if isinstance(cell, float) else safe(cell)


def number(locale: str, value: float) -> str:
    """As it is typed into a cell in this language."""
    return str(value).replace(".", ",") if locale in DECIMAL_COMMA else str(value)


def safe(cell: Cell) -> Cell:
    """Text is never a formula: what could be one begins with an apostrophe."""
    if not isinstance(cell, str) or not cell.lstrip(" ").startswith(FORMULA):
        return cell
    return f"'{cell}"
