"""Tables as CSV that spreadsheets open rightly: `;`, UTF-8 with BOM, no formulas. Pure."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Cell = str | Decimal | int | date | datetime | None


def line(cells: Iterable[Cell]) -> str:
    """One row with its line end: days as 2027-03-01, decimals with a comma, None as nothing.

    Text that a spreadsheet would run as a formula gets a `'` before it.
    """
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(map(_written, cells))
    return out.getvalue()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULA) else cell
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
