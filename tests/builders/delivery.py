"""Issued invoices with their documents and mails, as the night and the worker leave them."""

from datetime import datetime

from kontor.actions import document_invoices, run_night
from kontor.foundation import files
from kontor.foundation.models import OutboxMail
from kontor.foundation.secret_link import token_of
from kontor.foundation.written import BERLIN
from kontor.invoicing.models import Invoice
from kontor.orders.models import Order
from tests.builders import orders
from tests.cast import Cast

LATER = datetime(2027, 2, 3, 10, tzinfo=BERLIN)


def delivered(people: Cast) -> Invoice:
    """RE-2027-000001 over 2,100.00 at reverse charge, queued to contact, client and member."""
    return issued(orders.active(people.owner, people.advisor, people.client))


def issued(order: Order) -> Invoice:
    """The only invoice of the active order, as `delivered` leaves it."""
    for day in (11, 18):
        run_night.run(datetime(2027, 1, day, 23, tzinfo=BERLIN))
    return documented(Invoice.objects.get(order=order))


def documented(invoice: Invoice) -> Invoice:
    """The issued invoice with short documents made by hand, and its mails.

    The real ones are checked against the official rules, which takes seconds.
    """
    kept = {
        kind: (files.store(f"{kind} of {invoice.number}".encode()), len(kind))
        for kind in ("xml", "pdf")
    }
    document_invoices.keep_documents(invoice.pk, kept, LATER)
    return invoice


def links_to(invoice: Invoice) -> list[str]:
    """The tokens that the invoice's mails carry, the contact person's first."""
    mails = OutboxMail.objects.filter(cause=f"invoice:{invoice.pk}", audience="client")
    return [token_of(mail.link_seed) for mail in mails.order_by("id")]
