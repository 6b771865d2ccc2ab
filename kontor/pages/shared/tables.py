"""Lists as files for spreadsheets: the columns of a list, and the answer that hands it out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from kontor.foundation.csv_text import BOM, Cell, line
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S

MOST: Final = 50_000
"""Rows of a file: so many are read and written within seconds."""
PARAMETER: Final = "csv"


@dataclass(frozen=True)
class Column:
    """A column: its heading, and what stands in it for a row. Only Decimal and int are numbers."""

    words: str | Promise
    cell: Callable[[Any], Cell]


def wants_file(request: HttpRequest) -> bool:
    """Whether the list is asked for as a file: `csv` in its address, beside its filters."""
    return PARAMETER in request.GET


def table_file(name: str, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponse:
    """The rows as CSV to download, in the reader's language. Raises Conflict for too many."""
    if isinstance(rows, QuerySet):
        refuse_many(Paginator(rows, MOST).count)
        rows = rows.iterator(chunk_size=2000)
    lines = [BOM, line(str(column.words) for column in columns)]
    lines += (line(column.cell(row) for column in columns) for row in rows)
    answer = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def refuse_many(n: int) -> None:
    """Raise Conflict where so many rows do not go into one file."""
    if n > MOST:
        raise Conflict(
            S("These are {n} rows, and a file holds {most}. Filter the list first.", n=n, most=MOST)
        )
