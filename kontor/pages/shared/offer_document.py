"""The PDF of an offer, in the reader's language, as download: the same words as on its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.utils import translation

from kontor.cooperative.models import Cooperative
from kontor.formats.einvoice.pdf import NotRendered
from kontor.formats.einvoice.values import Address, Buyer
from kontor.formats.offer import pdf
from kontor.formats.offer.values import PlannedPayment, PrintedOffer
from kontor.foundation.country_names import country_name
from kontor.foundation.days import day_of
from kontor.foundation.refusal import Conflict
from kontor.foundation.saying import say
from kontor.foundation.sentence import S
from kontor.foundation.written import Language
from kontor.invoicing.parties import seller_of
from kontor.invoicing.printed import printed_groups, printed_line
from kontor.orders.models import Decision, Order
from kontor.orders.offer import Offer
from kontor.orders.revising import offer_in
from kontor.orders.states import Status
from kontor.pages.shared.offer_sheet import SheetPlan, sheet_of
from kontor.pages.shared.parts.words import reader_language, said


@dataclass(frozen=True)
class OfferHead:
    """What stands over an offer and is no part of its revision.

    `open`: it can still be confirmed. `confirmed_on` with the name that confirmed it.
    """

    number: str
    revision: int
    offered_on: date
    valid_until: date | None
    open: bool
    confirmed_on: date | None = None
    confirmed_by: str = ""


def offer_pdf(offer: Offer, head: OfferHead, house: Cooperative, language: Language) -> bytes:
    """The PDF in German or English; the same values give the same bytes. Raises NotRendered."""
    with translation.override(language):
        return pdf.render(_printed(offer, head, house, language), language)


def offer_download(offer: Offer, head: OfferHead, house: Cooperative) -> HttpResponse:
    """The PDF as a download in the language of the page. Raises Conflict where none can be made."""
    try:
        content = offer_pdf(offer, head, house, reader_language())
    except NotRendered as fault:
        raise Conflict(S("The PDF could not be made. Try again in a minute.")) from fault
    name = S("offer-{number}.pdf", number=head.number.replace("/", "-"))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{say(name)}"'
    return response


def order_offer_download(
    order: Order, house: Cooperative, *, names_client: bool = True
) -> HttpResponse:
    """The offer of an order that its reader may see. Raises Conflict before the first one.

    `names_client`: whether this reader may know the contact person, who confirmed it (R19).
    """
    if order.revision is None:
        raise Conflict(S("There is no offer yet. It is made when the order is submitted."))
    decision = Decision.objects.filter(revision=order.revision, kind="confirm").first()
    head = OfferHead(
        number=order.number,
        revision=order.revision.number,
        offered_on=day_of(order.revision.created_at),
        valid_until=order.valid_until if order.ask_client else None,
        open=order.status == Status.CLIENT_CONFIRMATION,
        confirmed_on=day_of(decision.decided_at) if decision else None,
        confirmed_by=decision.name if decision and names_client else "",
    )
    return offer_download(offer_in(order.revision), head, house)


def _printed(offer: Offer, head: OfferHead, house: Cooperative, language: Language) -> PrintedOffer:
    sheet, amounts = sheet_of(offer), offer.amounts
    return PrintedOffer(
        number=head.number,
        revision=head.revision,
        offered_on=head.offered_on,
        valid_until=head.valid_until,
        open=head.open,
        confirmed_on=head.confirmed_on,
        confirmed_by=head.confirmed_by,
        seller=seller_of(house),
        client=_client(offer, language),
        member_name=offer.member_name,
        title=offer.title,
        description=offer.description,
        service_from=offer.service_from,
        service_to=offer.service_to,
        place=sheet.place,
        lines=tuple(printed_line(line) for line in offer.lines),
        vat_groups=printed_groups(amounts.groups, offer, house.exemption_certificate),
        net=amounts.net,
        vat=amounts.vat,
        gross=amounts.gross,
        total_name=said(sheet.amount.label),
        payments=tuple(_payments(offer, sheet.plan)),
        payments_summed=len(offer.invoices) > 1 and not sheet.plan.goes_on,
        terms=tuple(_terms(sheet.plan)),
        special_agreement=offer.special_agreement,
        purchase_order=offer.purchase_order,
    )


def _client(offer: Offer, language: Language) -> Buyer:
    client = offer.client
    return Buyer(
        name=client.name,
        addition=client.addition,
        address=Address(
            street=client.street,
            postcode=client.postcode,
            town=client.town,
            country=client.country,
            country_name=country_name(client.country, language),
        ),
        vat_number=client.vat_number,
        buyer_reference=offer.buyer_reference,
    )


def _payments(offer: Offer, plan: SheetPlan) -> Iterator[PlannedPayment]:
    rows = (*plan.shown, *plan.folded)
    for row, invoice in zip(rows, offer.invoices, strict=True):
        name = say(row.label)
        yield PlannedPayment(
            name=f"{name}, {row.period}" if row.period else name,
            billing_date=invoice.billing_date,
            due_on=invoice.due_on,
            net=invoice.net,
            gross=invoice.gross,
        )


def _terms(plan: SheetPlan) -> Iterator[str]:
    if plan.terms:
        yield say(plan.terms)
    if plan.goes_on:
        yield say(
            S(
                "These are the invoices of the first year. It goes on like this until further"
                " notice."
            )
        )
