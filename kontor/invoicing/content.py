"""What an invoice says where its member changed it, else what the client confirmed (spec § 9)."""

import json
from hashlib import sha256

from kontor.foundation.plain import from_plain, to_plain
from kontor.invoicing.changing import Content, confirmed_lines
from kontor.invoicing.models import Invoice
from kontor.orders.offer import OfferLine
from kontor.orders.plan import InvoiceKind
from kontor.orders.revising import offer_in


def confirmed_of(invoice: Invoice) -> tuple[OfferLine, ...]:
    """Its lines as the client confirmed them; of a final invoice the whole order's."""
    offer = offer_in(invoice.revision)
    return confirmed_lines(offer, InvoiceKind(invoice.kind), invoice.position)


def lines_of(invoice: Invoice) -> tuple[OfferLine, ...]:
    """Its lines as they stand; of a final invoice those of the whole, nothing deducted."""
    if invoice.own_lines is None:
        return confirmed_of(invoice)
    return tuple(from_plain(OfferLine, line) for line in invoice.own_lines)


def agreement_of(invoice: Invoice) -> str:
    """The special agreement that is printed on it."""
    if invoice.own_agreement is None:
        return offer_in(invoice.revision).special_agreement
    return invoice.own_agreement


def content_of(invoice: Invoice) -> Content:
    """What of it can be changed, as it stands."""
    return Content(
        service_from=invoice.service_from,
        service_to=invoice.service_to,
        billing_date=invoice.billing_date,
        special_agreement=agreement_of(invoice),
        lines=lines_of(invoice),
    )


def put(invoice: Invoice, content: Content) -> None:
    """Set the content; what equals the confirmed is not kept a second time.

    Amounts are the caller's to settle (`final.settle`), and so is saving.
    """
    invoice.service_from, invoice.service_to = content.service_from, content.service_to
    invoice.billing_date = content.billing_date
    as_confirmed = content.lines == confirmed_of(invoice)
    invoice.own_lines = None if as_confirmed else to_plain(content.lines)
    agreed = offer_in(invoice.revision).special_agreement
    own = content.special_agreement
    invoice.own_agreement = None if own == agreed else own


def shown_state(invoice: Invoice) -> str:
    """A short name of all that a page about an unissued invoice shows of the row.

    A form carries it, so that nobody decides about a state they have not seen.
    """
    seen = [
        invoice.status,
        [invoice.service_from, invoice.service_to, invoice.billing_date],
        [invoice.own_lines, invoice.own_agreement, invoice.groups],
        [invoice.held_on, invoice.held_text, invoice.number],
    ]
    return sha256(json.dumps(seen, default=str, sort_keys=True).encode()).hexdigest()[:16]
