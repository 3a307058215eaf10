"""Tables as CSV files that a spreadsheet opens as they are, and runs nothing from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from starlette.responses import Response

Cell = str | int | float | None
# A cell that begins so is taken for a formula, or hides one behind a blank.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_response(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """UTF-8 with its mark, so that Chinese opens as Chinese."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([safe(cell) for cell in head])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return Response(
        out.getvalue().encode("utf-8-sig"),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.csv"',
            "Cache-Control": "no-store",
        },
    )


def safe(cell: Cell) -> Cell:
    """Text is never a formula: what could be one begins with an apostrophe."""
    if not isinstance(cell, str) or not cell.lstrip(" ").startswith(FORMULA):
        return cell
    return f"'{cell}"
