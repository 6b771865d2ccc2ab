"""Number drawn, printed data and guarantee frozen: the short middle of issuing (spec § 9)."""

import json
from datetime import date

from kontor.cooperative.models import Cooperative
from kontor.formats.einvoice.values import PrintedInvoice
from kontor.foundation import crash_points
from kontor.foundation.money import ZERO
from kontor.foundation.plain import to_plain
from kontor.invoicing import final
from kontor.invoicing.mirror import mirrored
from kontor.invoicing.models import Invoice
from kontor.invoicing.numbering import draw
from kontor.invoicing.printed import due_on, printed
from kontor.orders.guarantee import Guarantee, covers
from kontor.orders.guarantee_facts import confirmed_on, guarantee_for
from kontor.orders.plan import InvoiceKind
from kontor.orders.totals import VatGroup

DOCUMENT_KINDS = ("pdf", "xml")


def number_and_freeze(invoice: Invoice, house: Cooperative, today: date) -> None:
    """Draw the number and freeze what will be printed; the row is saved.

    Must run in the issuing transaction with invoice and order locked. A final row takes the
    amounts that are left today.
    """
    final.settle(invoice)
    invoice.number = draw(invoice.kind, today)
    invoice.issued_on = today
    invoice.due_on = due_on(invoice, today)
    invoice.printed = _frozen_data(printed(invoice, house, today, invoice.number))
    invoice.guarantee = _frozen(guarantee_for(invoice.order, today), invoice)
    invoice.save()
    crash_points.here("P1")


def issue_cancellation(original: Invoice, today: date) -> Invoice:
    """The cancellation invoice of an issued one, with its own number, as a new row (R69).

    Must run in the cancelling transaction with invoice and order locked, after its rehearsal.
    """
    number = draw(InvoiceKind.CANCELLATION, today)
    return Invoice.objects.create(
        order=original.order,
        revision=original.revision,
        position=original.position,
        kind=InvoiceKind.CANCELLATION,
        cancels=original,
        status="issued",
        billing_date=today,
        service_from=original.service_from,
        service_to=original.service_to,
        term_days=0,
        net=-original.net,
        vat=-original.vat,
        gross=-original.gross,
        most_net=ZERO,
        vat_category=original.vat_category,
        groups=to_plain([_negative(group) for group in final.groups_in(original)]),
        number=number,
        issued_on=today,
        printed=_frozen_data(mirrored(printed_of(original), today, number)),
    )


def printed_of(invoice: Invoice) -> PrintedInvoice:
    """What was printed on an issued invoice. Raises record.NotARecord for any other."""
    return PrintedInvoice.from_json(json.dumps(invoice.printed))


def _negative(group: VatGroup) -> VatGroup:
    return VatGroup(group.treatment, group.rate, -group.basis, -group.vat)


def _frozen_data(data: PrintedInvoice) -> object:
    return json.loads(data.to_json())


def _frozen(guarantee: Guarantee, invoice: Invoice) -> dict[str, object]:
    confirmed = confirmed_on(invoice.order)
    granted = guarantee.granted and (
        confirmed is not None and invoice.due_on is not None and covers(confirmed, invoice.due_on)
    )
    return {
        "granted": granted,
        "reasons": [reason.key for reason in guarantee.reasons],
        "revision": invoice.revision_id,
        "confirmed_on": confirmed.isoformat() if confirmed else None,
    }
