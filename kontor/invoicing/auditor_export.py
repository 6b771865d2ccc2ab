"""The auditor's export: all that was issued in a period, as one ZIP."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import IO, Final

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from kontor.formats.einvoice.values import PrintedInvoice
from kontor.foundation import files
from kontor.foundation.archive import Archive
from kontor.foundation.audit import CHUNK, in_chunks
from kontor.foundation.csv_text import BOM, line
from kontor.foundation.models import HistoryEntry
from kontor.invoicing import auditor_rows as rows
from kontor.invoicing.models import Document, Invoice
from kontor.invoicing.number_reports import number_reports
from kontor.orders.models import Order
from kontor.orders.naming import about, id_in

README: Final = Path(__file__).with_name("auditor_readme.txt")


def issued_between(first: date, last: date) -> QuerySet[Invoice]:
    """Invoices and cancellation invoices that were issued from the first day to the last."""
    return Invoice.objects.filter(number__isnull=False, issued_on__range=(first, last))


def write_export(target: IO[bytes], first: date, last: date, house: str) -> int:
    """Write the ZIP; how many invoices it holds. The same data give the same bytes.

    To be read in one snapshot; at most 4 queries for each 200 invoices, memory stays flat. Raises
    OSError or DamagedFile where a document cannot be read: nothing is left out in silence.
    """
    issued = issued_between(first, last)
    count = issued.count()
    with closing(Archive(target)) as archive:
        told = README.read_text(encoding="utf-8").format(
            house=house, first=first.isoformat(), last=last.isoformat(), count=count
        )
        archive.add("README.txt", (BOM + told.replace("\n", "\r\n")).encode())
        _write_index(archive, issued)
        _write_history(archive, issued)
        with archive.text("numbers.csv") as write:
            write(BOM + line(rows.NUMBERS))
            for report in number_reports():
                write(line(rows.number_row(report)))
        for number, kind, sha256 in _documents(issued):
            archive.add(rows.path_of(number, kind), files.read(sha256))
        archive.finish()
    return count


def _write_index(archive: Archive, issued: QuerySet[Invoice]) -> None:
    found = issued.values_list("printed__vat_groups", flat=True).iterator()
    groups = rows.groups_in([(one["category"], one["rate"]) for one in each] for each in found)
    with archive.text("index.csv") as write:
        write(BOM + line(rows.index_header(groups)))
        for one in _issued(issued):
            write(line(rows.index_row(one, groups)))


def _issued(issued: QuerySet[Invoice]) -> Iterator[rows.Issued]:
    """In the order of their days and numbers."""
    linked = issued.select_related("cancels", "replaces").prefetch_related(
        Prefetch("documents", Document.objects.order_by("kind"))
    )
    cancelling = Invoice.objects.filter(cancels=OuterRef("pk")).values("number")
    for row in (
        linked.annotate(cancelled_by=cancelling[:1])
        .order_by("issued_on", "number")
        .iterator(chunk_size=CHUNK)
    ):
        yield rows.Issued(
            printed=PrintedInvoice.from_json(json.dumps(row.printed)),
            status=row.status,
            cancels=_number(row.cancels),
            cancelled_by=row.cancelled_by or "",
            corrects=_number(row.replaces),
            sha256={document.kind: document.sha256 for document in row.documents.all()},
        )


def _number(row: Invoice | None) -> str:
    return (row.number or "") if row else ""


def _documents(issued: QuerySet[Invoice]) -> Iterator[tuple[str, str, str]]:
    """Number, kind and hash of every document, in the order of the index."""
    kept = Document.objects.filter(invoice__in=issued)
    named = kept.order_by("invoice__issued_on", "invoice__number", "kind")
    for number, kind, sha256 in named.values_list("invoice__number", "kind", "sha256").iterator():
        yield str(number), kind, sha256


def _write_history(archive: Archive, issued: QuerySet[Invoice]) -> None:
    orders = Order.objects.filter(Exists(issued.filter(order=OuterRef("pk"))))
    with archive.text("history.csv") as write:
        write(BOM + line(rows.HISTORY))
        for chunk in in_chunks(orders.only("number")):
            for told in _lines({order.pk: order.number for order in chunk}):
                write(line(rows.history_row(told)))


def _lines(orders: dict[int, str]) -> Iterator[rows.Line]:
    """The whole history of the orders, one order after the other, the oldest line first."""
    numbered = Invoice.objects.filter(order__in=orders, number__isnull=False)
    numbers = dict(numbered.values_list("pk", "number"))
    told: dict[int | None, list[rows.Line]] = {pk: [] for pk in orders}
    for entry in HistoryEntry.objects.filter(about__in=map(about, orders)).order_by("id"):
        order = id_in(entry.about)
        told[order].append(
            rows.Line(
                at=entry.at,
                order=orders[order or 0],
                invoice=numbers.get(entry.data.get("invoice")) or "",
                event=entry.event,
                who=entry.actor,
                name="" if entry.actor == "client" else entry.actor_name,
                order_status=entry.status,
            )
        )
    for lines in told.values():
        yield from lines
