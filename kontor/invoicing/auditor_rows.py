"""The tables of the auditor's export, row by row. Pure.

Nothing here can hold a contact person or a comment (R19, R49): there is no column for them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kontor.formats.einvoice.values import PrintedInvoice, VatGroup
from kontor.foundation.csv_text import Cell
from kontor.foundation.money import ZERO
from kontor.foundation.written import BERLIN
from kontor.invoicing.number_report import SeriesReport

Group = tuple[str, Decimal]
"""A VAT category (EN 16931) and its rate in percent; each has columns of its own."""

INDEX = (
    *("number", "kind", "status", "issued_on", "due_on", "service_from", "service_to", "client"),
    *("vat_number", "country", "order", "category", "currency", "net", "vat", "gross"),
)
LINKS = ("cancels", "cancelled_by", "corrects", "pdf", "pdf_sha256", "xml", "xml_sha256")
HISTORY = ("at", "order", "invoice", "event", "who", "name", "order_status")
NUMBERS = (
    *("series", "first", "last", "count", "drawn", "first_on", "last_on"),
    *("missing", "doubled", "out_of_date_order"),
)


@dataclass(frozen=True)
class Issued:
    """An issued invoice or cancellation invoice; its links are numbers, empty where there is none.

    `sha256`: of its documents by kind; empty while they are pending.
    """

    printed: PrintedInvoice
    status: str
    cancels: str
    cancelled_by: str
    corrects: str
    sha256: dict[str, str]

    @property
    def number(self) -> str:
        """The number that is printed on it."""
        return self.printed.number or ""


@dataclass(frozen=True)
class Line:
    """A line of the history; `who` is a role, `name` of a person who has an account."""

    at: datetime
    order: str
    invoice: str
    event: str
    who: str
    name: str
    order_status: str


def groups_in(found: Iterable[Sequence[tuple[str, str]]]) -> tuple[Group, ...]:
    """The VAT groups of all invoices in a fixed order, each once, from category and rate."""
    groups = {(category, _bare(Decimal(rate))) for each in found for category, rate in each}
    return tuple(sorted(groups, key=lambda group: (group[0], -group[1])))


def index_header(groups: Sequence[Group]) -> list[Cell]:
    """The first row of index.csv: `net S 19`, `vat S 19`, `gross S 19` … for each group."""
    per_group = [
        f"{amount} {category} {rate:f}".replace(".", ",")
        for category, rate in groups
        for amount in ("net", "vat", "gross")
    ]
    return [*INDEX, *per_group, *LINKS]


def index_row(issued: Issued, groups: Sequence[Group]) -> list[Cell]:
    """A row of index.csv, from what was printed."""
    said = issued.printed
    own = {(group.category.value, _bare(group.rate)): group for group in said.vat_groups}
    return [
        issued.number,
        said.kind.value,
        issued.status,
        said.issued_on,
        said.due_on,
        said.service_from,
        said.service_to,
        said.buyer.name,
        said.buyer.vat_number,
        said.buyer.address.country,
        said.order_number,
        " ".join(sorted({category for category, _rate in own})),
        "EUR",
        said.net,
        said.vat,
        said.gross,
        *(cell for group in groups for cell in _amounts(own.get(group))),
        issued.cancels,
        issued.cancelled_by,
        issued.corrects,
        *(cell for kind in ("pdf", "xml") for cell in _document(issued, kind)),
    ]


def history_row(told: Line) -> list[Cell]:
    """A row of history.csv; instants in Berlin, to the second."""
    at = told.at.astimezone(BERLIN).isoformat(timespec="seconds")
    return [at, told.order, told.invoice, told.event, told.who, told.name, told.order_status]


def number_row(report: SeriesReport) -> list[Cell]:
    """A row of numbers.csv."""
    counted = report.counted
    return [
        report.key,
        report.first,
        report.last,
        counted.count if counted else 0,
        report.drawn,
        counted.first_on if counted else None,
        counted.last_on if counted else None,
        ", ".join(report.missing_named),
        ", ".join(report.doubled_named),
        ", ".join(report.out_of_order_named),
    ]


def path_of(number: str, kind: str) -> str:
    """Where a document lies in the export."""
    return f"documents/{number}.{kind}"


def _amounts(group: VatGroup | None) -> list[Cell]:
    if group is None:
        return [ZERO, ZERO, ZERO]
    return [group.basis, group.tax, group.basis + group.tax]


def _document(issued: Issued, kind: str) -> list[Cell]:
    sha256 = issued.sha256.get(kind)
    return [path_of(issued.number, kind), sha256] if sha256 else ["", ""]


def _bare(rate: Decimal) -> Decimal:
    """19 and 19.00 are one rate."""
    return Decimal(f"{rate.normalize():f}")
