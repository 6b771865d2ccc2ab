"""The letter that follows a confirmation: a copy of everything that was confirmed (R20). Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kontor.foundation.letter import Fact, Letter, Typed, Value, Words
from kontor.foundation.money import to_cents
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.written import Money
from kontor.orders.draft import Mode, Treatment, Unit
from kontor.orders.letters import offer_gross, terms_fact
from kontor.orders.offer import Offer, OfferLine
from kontor.orders.totals import VatGroup


@dataclass(frozen=True)
class Confirmed:
    """The client's act: `name` and `purchase_order` as typed while confirming, `at` aware."""

    name: str
    at: datetime
    purchase_order: str = ""


def order_confirmed(offer: Offer, confirmed: Confirmed, house: str) -> Letter:
    """The copy of what was confirmed, whole (R20); `house` is the cooperative's full name."""
    special = offer.special_agreement
    agreed: tuple[Words, ...] = (S("Special agreement:"), Typed(special)) if special else ()
    return Letter(
        subject=S(
            "Confirmed: offer from {member} for {gross}",
            member=offer.member_name,
            gross=offer_gross(offer),
        ),
        heading=S("You have confirmed the offer"),
        paragraphs=(
            S(
                "Thank you. With this you have placed a binding order with {house}."
                " Here is a copy of what was confirmed, for your records.",
                house=house,
            ),
        ),
        facts=tuple(_facts(offer, confirmed)),
        after=(S("Service description:"), Typed(offer.description), *agreed),
    )


def _facts(offer: Offer, confirmed: Confirmed) -> Iterator[Fact]:
    yield Fact(S("Confirmed"), confirmed.at, S("by {name}", name=confirmed.name))
    yield Fact(S("Client"), Typed(offer.client.name))
    yield Fact(S("Carried out by"), Typed(offer.member_name))
    yield Fact(S("Service"), Typed(offer.title))
    yield Fact(S("Service period"), _period(offer))
    for line in offer.lines:
        yield Fact(S("Item"), Typed(line.text), _calculation(line))
    sums, each = offer.amounts, offer.mode is Mode.RECURRENT
    yield Fact(S("Net"), Money(sums.net))
    for group in sums.groups:
        yield _vat_fact(group)
    yield Fact(S("Each invoice") if each else S("Total"), Money(sums.gross))
    yield from terms_fact(offer)
    for invoice in offer.invoices:
        dates = S("on {day}, due on {due}", day=invoice.billing_date, due=invoice.due_on)
        yield Fact(S("Invoice"), Money(invoice.gross), dates)
    if confirmed.purchase_order:
        yield Fact(S("Your purchase order number"), Typed(confirmed.purchase_order))


def _period(offer: Offer) -> Value:
    if offer.service_to is None:
        return S("from {first} until further notice", first=offer.service_from)
    if offer.service_from == offer.service_to:
        return offer.service_from
    return S("{first} to {last}", first=offer.service_from, last=offer.service_to)


def _vat_fact(group: VatGroup) -> Fact:
    match group.treatment:
        case Treatment.REVERSE_CHARGE:
            return Fact(S("VAT"), S("none: you owe it yourself (reverse charge)"))
        case Treatment.OUTSIDE:
            return Fact(S("VAT"), S("none: not taxable in Germany"))
        case Treatment.EXEMPT:
            return Fact(S("VAT"), S("none: exempt"))
    return Fact(S("VAT {rate} %", rate=group.rate), Money(group.vat))


def _calculation(line: OfferLine) -> Sentence:
    price, net = _unit_price(line), Money(line.net)
    match line.unit:
        case Unit.HOUR:
            return S("{n} × {price} per hour = {net}", n=line.quantity, price=price, net=net)
        case Unit.DAY:
            return S("{n} × {price} per day = {net}", n=line.quantity, price=price, net=net)
        case Unit.PIECE:
            return S("{n} × {price} per piece = {net}", n=line.quantity, price=price, net=net)
    return S("{n} × {price} = {net}", n=line.quantity, price=price, net=net)


def _unit_price(line: OfferLine) -> Sentence | Money:
    """With all its decimals: a unit price has up to four."""
    if line.unit_price == to_cents(line.unit_price):
        return Money(line.unit_price)
    return S("€{amount}", amount=line.unit_price)
