"""Issued invoices with a link to them, and what all tables hold."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection

from kontor.cooperative.own_data import cooperative
from kontor.foundation import files, secret_link
from kontor.invoicing.models import Document, Invoice, InvoiceLink
from kontor.invoicing.printed import printed
from kontor.orders.models import Order
from tests.builders.invoices import ISSUED


@dataclass(frozen=True)
class Linked:
    """An issued invoice, and the token of the link to it."""

    invoice: Invoice
    token: str


def linked(
    order: Order,
    number: str = "RE-2027-000001",
    *,
    with_documents: bool = True,
    due_on: date = date(2027, 2, 1),
) -> Linked:
    """The first invoice of an active order as issued on 18 January 2027.

    Written past the acts: the real way checks against the official rules, which takes seconds.
    """
    invoice = Invoice.objects.filter(order=order).earliest("position")
    data = printed(invoice, cooperative(), ISSUED.date(), number)
    Invoice.objects.filter(pk=invoice.pk).update(
        status="issued",
        number=number,
        issued_on=ISSUED.date(),
        due_on=due_on,
        printed=json.loads(data.to_json()),
    )
    for kind, content in (("pdf", b"%PDF-1.7 made by hand"), ("xml", b"<Invoice/>")):
        if with_documents:
            Document.objects.create(
                invoice=invoice,
                kind=kind,
                sha256=files.store(content),
                size=len(content),
                created_at=ISSUED,
            )
    token = link_to(invoice, number)
    invoice.refresh_from_db()
    return Linked(invoice, token)


def link_to(invoice: Invoice, seed: str = "") -> str:
    """The token of a new link to an issued invoice."""
    token = secret_link.token_of(f"seed of {seed or invoice.number}")
    InvoiceLink.objects.create(
        invoice=invoice, token_hash=secret_link.digest(token), created_at=ISSUED
    )
    return token


def all_rows() -> dict[str, list[Any]]:
    """Every row of every table, to see that something changed none."""
    rows: dict[str, list[Any]] = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t ORDER BY 1')
            rows[table] = [row for (row,) in cursor.fetchall()]
    return rows
