"""Confirmed revision, client and cooperative as they stand on the day → all that is printed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kontor.clients.models import Client
from kontor.clients.proposals import invoice_email
from kontor.cooperative.models import Cooperative
from kontor.formats.einvoice import values
from kontor.invoicing import content, final
from kontor.invoicing.models import Invoice
from kontor.invoicing.parties import buyer_of, profile_of, seller_of
from kontor.invoicing.parts import deducted_lines, is_part, part_lines, part_names
from kontor.invoicing.schedule import due_day
from kontor.invoicing.vat_notes import CODES, Category, category_of
from kontor.invoicing.vat_rates import lines_at_law
from kontor.orders.offer import Offer, OfferLine
from kontor.orders.plan import InvoiceKind
from kontor.orders.revising import offer_in
from kontor.orders.totals import VatGroup


def printed(
    invoice: Invoice, house: Cooperative, issued_on: date, number: str | None
) -> values.PrintedInvoice:
    """Everything the document of the invoice will say; `number` None before it is issued.

    Amounts and VAT groups are the row's, which is settled before (`final.settle`).
    """
    offer, order = offer_in(invoice.revision), invoice.order
    part = is_part(InvoiceKind(invoice.kind), offer, invoice.position)
    certificate, groups = house.exemption_certificate, final.groups_in(invoice)
    due = printed_groups(groups, offer, certificate, empty=not part)
    deducted = _deducted(invoice, certificate, number)
    terms_de, terms_en = _terms(invoice)
    return values.PrintedInvoice(
        number=number,
        kind=values.Kind(invoice.kind),
        profile=profile_of(_client(invoice)),
        issued_on=issued_on,
        due_on=due_on(invoice, issued_on),
        seller=seller_of(house),
        buyer=_buyer(invoice),
        order_number=order.number,
        purchase_order=order.purchase_order,
        member_name=offer.member_name,
        title=offer.title,
        description=offer.description,
        service_from=invoice.service_from,
        service_to=invoice.service_to,
        lines=_part(invoice, offer, due) if part else _whole(invoice, deducted),
        vat_groups=due,
        net=invoice.net,
        vat=invoice.vat,
        gross=invoice.gross,
        special_agreement=content.agreement_of(invoice),
        payment_terms_de=terms_de,
        payment_terms_en=terms_en,
        preceding=deducted,
        whole_net=offer.net if part else None,
    )


def due_on(invoice: Invoice, issued_on: date) -> date | None:
    """The due date; None where nothing is to be paid."""
    return due_day(issued_on, invoice.term_days) if invoice.gross else None


def _terms(invoice: Invoice) -> tuple[str, str]:
    """The payment term in German and English (BT-20)."""
    days = invoice.term_days
    if not invoice.gross:
        return "Es ist nichts zu zahlen.", "There is nothing to pay."
    if days == 0:
        return "Sofort zahlbar ohne Abzug.", "Payable at once, without deduction."
    if days == 1:
        return "Zahlbar innerhalb eines Tages ohne Abzug.", "Payable within one day, no deduction."
    return (
        f"Zahlbar innerhalb von {days} Tagen ohne Abzug.",
        f"Payable within {days} days, without deduction.",
    )


def _buyer(invoice: Invoice) -> values.Buyer:
    order, client = invoice.order, _client(invoice)
    email = invoice_email(client, order.owner_id)
    return buyer_of(client, order.buyer_reference, email, order.contact_email)


def _client(invoice: Invoice) -> Client:
    if invoice.order.client is None:
        message = "an order with invoices has a client"
        raise ValueError(message)
    return invoice.order.client


def _whole(invoice: Invoice, deducted: tuple[values.Preceding, ...]) -> tuple[values.Line, ...]:
    """The order's lines, or the invoice's own, and off them what was invoiced before."""
    lines = lines_at_law(content.lines_of(invoice), invoice.service_to)
    return (*(printed_line(line) for line in lines), *deducted_lines(deducted))


def _part(
    invoice: Invoice, offer: Offer, groups: tuple[values.VatGroup, ...]
) -> tuple[values.Line, ...]:
    """One line for each VAT group; with quantity and price of its own where they were changed."""
    names = part_names(offer, invoice.position)
    lines = tuple(part_lines(groups, names, invoice.order.number))
    if invoice.own_lines is None:
        return lines
    own = [line for line in content.lines_of(invoice) if line.net]
    return tuple(
        replace(line, quantity=one.quantity, unit_price=one.unit_price)
        for line, one in zip(lines, own, strict=True)
    )


def _deducted(
    invoice: Invoice, certificate: str, number: str | None
) -> tuple[values.Preceding, ...]:
    """What a final invoice takes off. Raises ValueError where it is issued too early."""
    deducted = tuple(_preceding(row, certificate) for row in final.earlier(invoice))
    if number is not None and not all(each.number for each in deducted):
        message = "a final invoice waits until the earlier ones are issued"
        raise ValueError(message)
    return deducted


def _preceding(row: Invoice, certificate: str) -> values.Preceding:
    """An earlier invoice, named as it was under the revision it quotes; one to come by its day."""
    offer = offer_in(row.revision)
    german, english = part_names(offer, row.position)
    return values.Preceding(
        number=row.number or "",
        issued_on=row.issued_on or row.billing_date,
        name_de=german,
        name_en=english,
        vat_groups=printed_groups(final.groups_in(row), offer, certificate, empty=False),
    )


def printed_line(line: OfferLine) -> values.Line:
    """A line of an offer as documents show it."""
    return values.Line(
        text=line.text,
        quantity=line.quantity,
        unit=values.Unit(line.unit),
        unit_price=line.unit_price,
        net=line.net,
        category=values.Category(CODES[line.treatment]),
        rate=line.rate,
        kind=values.LineKind(line.kind),
    )


def printed_groups(
    groups: Iterable[VatGroup], offer: Offer, certificate: str, *, empty: bool = True
) -> tuple[values.VatGroup, ...]:
    """VAT groups with notes and codes of their treatment; `certificate` as in `category_of`.

    `empty`: also those over nothing.
    """
    return tuple(
        _group(group, category_of(group.treatment, offer, certificate))
        for group in groups
        if group.basis or empty
    )


def _group(group: VatGroup, category: Category) -> values.VatGroup:
    return values.VatGroup(
        category=values.Category(category.code),
        rate=group.rate,
        basis=group.basis,
        tax=group.vat,
        reason_de=category.note_de,
        reason_en=category.note_en,
        reason_code=category.exemption_code,
    )
