"""What a member may change of one invoice draft: never above what the client confirmed (§ 9). Pure.

Texts, units, kinds and VAT of the lines stay; quantities and prices go down, or up again as far
as they were confirmed. A higher amount is a change of the order, which asks the client.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kontor.foundation.days import day_fault
from kontor.foundation.money import ZERO, to_cents
from kontor.foundation.refusal import Fault
from kontor.foundation.sentence import S, Sentence
from kontor.foundation.text import glyph_faults, text_faults
from kontor.foundation.written import Money
from kontor.invoicing.parts import is_part, part_names
from kontor.orders.draft import LineKind, Treatment, Unit
from kontor.orders.limits import PRICE_DECIMALS, QUANTITY_DECIMALS, SEVERAL_LINES, number_fault
from kontor.orders.offer import Offer, OfferLine
from kontor.orders.plan import InvoiceKind
from kontor.orders.totals import VatGroup, amounts_of, group_of

_NOTHING_LEFT = S(
    "Leave more than 0 to bill. If the invoice is not to go out at all, ask to cancel it."
)


@dataclass(frozen=True)
class LineChange:
    """What a line of the invoice shall come to; price net per unit in euros."""

    quantity: Decimal
    unit_price: Decimal


@dataclass(frozen=True)
class InvoiceChange:
    """What shall be otherwise in this one invoice; None leaves a field as it is.

    `lines`: one for each line of the invoice, in its order.
    """

    service_from: date | None = None
    service_to: date | None = None
    billing_date: date | None = None
    special_agreement: str | None = None
    lines: tuple[LineChange, ...] | None = None


@dataclass(frozen=True)
class Content:
    """What of an invoice can be changed, as it stands or as it shall be."""

    service_from: date
    service_to: date
    billing_date: date
    special_agreement: str
    lines: tuple[OfferLine, ...]


@dataclass(frozen=True)
class Limits:
    """What a change is held against.

    `confirmed`: the lines that the client confirmed. `earlier`: the VAT groups of each invoice
    that a final one deducts; None for any other. `unprintable(text)`: the characters of the text
    that the invoice's fonts lack.
    """

    today: date
    confirmed: tuple[OfferLine, ...]
    unprintable: Callable[[str], list[str]]
    earlier: tuple[tuple[VatGroup, ...], ...] | None = None


def confirmed_lines(offer: Offer, kind: InvoiceKind, position: int) -> tuple[OfferLine, ...]:
    """The lines of an invoice of the plan as the client confirmed them.

    Of a part they are one flat line for each VAT group, of a final invoice the whole order's.
    """
    if not is_part(kind, offer, position):
        return offer.lines
    german, _ = part_names(offer, position)
    groups = offer.invoices[position - 1].groups or offer.groups
    return tuple(
        OfferLine(
            text=german,
            quantity=Decimal(1),
            unit=Unit.FLAT,
            unit_price=group.basis,
            kind=LineKind.FEE,
            treatment=group.treatment,
            rate=group.rate,
            net=group.basis,
        )
        for group in groups
        if group.basis
    )


def groups_of(lines: Sequence[OfferLine]) -> tuple[VatGroup, ...]:
    """The VAT groups of the lines, VAT computed once for each."""
    bases: dict[tuple[Treatment, Decimal], Decimal] = {}
    for line in lines:
        key = (line.treatment, line.rate)
        bases[key] = bases.get(key, ZERO) + line.net
    return tuple(group_of(treatment, rate, basis) for (treatment, rate), basis in bases.items())


def overdrawn(whole: Iterable[VatGroup], earlier: Iterable[Iterable[VatGroup]]) -> bool:
    """Whether earlier invoices bill more of one treatment than the whole holds.

    Rates do not count: where one changed between them, the final invoice sets the VAT right.
    """
    left: dict[Treatment, Decimal] = {}
    for group in whole:
        left[group.treatment] = left.get(group.treatment, ZERO) + group.basis
    for group in (group for groups in earlier for group in groups):
        left[group.treatment] = left.get(group.treatment, ZERO) - group.basis
    return any(basis < 0 for basis in left.values())


def changed(content: Content, change: InvoiceChange) -> Content:
    """The content with the change in it; lines that do not fit one to one are left as they are."""
    return Content(
        service_from=change.service_from or content.service_from,
        service_to=change.service_to or content.service_to,
        billing_date=change.billing_date or content.billing_date,
        special_agreement=content.special_agreement
        if change.special_agreement is None
        else change.special_agreement,
        lines=_with(content.lines, change.lines),
    )


def change_faults(content: Content, change: InvoiceChange, limits: Limits) -> list[Fault]:
    """Why the change cannot be made, by field: `service_to`, `lines[0].unit_price`, `lines`."""
    wanted = changed(content, change)
    faults = [*_day_faults(content, wanted, limits.today)]
    faults += _agreement_faults(wanted, limits)
    if change.lines is None:
        return faults
    lines = list(_line_faults(change.lines, limits.confirmed))
    return faults + (lines or list(_sum_faults(wanted, limits)))


def _with(
    lines: tuple[OfferLine, ...], wanted: tuple[LineChange, ...] | None
) -> tuple[OfferLine, ...]:
    if wanted is None or len(wanted) != len(lines):
        return lines
    return tuple(_line(line, to) for line, to in zip(lines, wanted, strict=True))


def _line(line: OfferLine, to: LineChange) -> OfferLine:
    """The line itself where nothing of it differs: 5 and 5.000 are one quantity."""
    if (line.quantity, line.unit_price) == (to.quantity, to.unit_price):
        return line
    net = to_cents(to.quantity * to.unit_price)
    return replace(line, quantity=to.quantity, unit_price=to.unit_price, net=net)


def _day_faults(content: Content, wanted: Content, today: date) -> Iterator[Fault]:
    """Days that stay as they are need no second look: a held draft may be past its day."""
    names = ("service_from", "service_to", "billing_date")
    days = [(name, getattr(wanted, name)) for name in names]
    moved = [(name, day) for name, day in days if day != getattr(content, name)]
    for name, day in moved:
        if too_far := day_fault(day, today):
            yield Fault(name, too_far)
        elif name == "billing_date" and day < today:
            yield Fault(name, S("Choose today or a later day."))
    if wanted.service_to < wanted.service_from:
        yield Fault(
            "service_to",
            S(
                "Choose {day} or later. The service starts on that day.",
                day=wanted.service_from,
            ),
        )


def _agreement_faults(wanted: Content, limits: Limits) -> list[Fault]:
    text = wanted.special_agreement
    sentences = text_faults(text, SEVERAL_LINES["special_agreement"], multiline=True)
    sentences = sentences or glyph_faults(text, limits.unprintable)
    return [Fault("special_agreement", sentence) for sentence in sentences]


def _line_faults(
    wanted: tuple[LineChange, ...], confirmed: tuple[OfferLine, ...]
) -> Iterator[Fault]:
    if len(wanted) != len(confirmed):
        yield Fault("lines", S("Give every line of the invoice; none can be added or left out."))
        return
    for at, (line, most) in enumerate(zip(wanted, confirmed, strict=True)):
        numbers = (
            ("quantity", line.quantity, most.quantity, QUANTITY_DECIMALS),
            ("unit_price", line.unit_price, most.unit_price, PRICE_DECIMALS),
        )
        for name, number, maximum, decimals in numbers:
            if fault := _number_fault(number, maximum, decimals):
                yield Fault(f"lines[{at}].{name}", fault)


def _number_fault(number: Decimal, maximum: Decimal, decimals: int) -> Sentence | None:
    if number.is_finite() and number > maximum:
        return S(
            "Enter {most} or less: the client confirmed no more. A higher amount needs a change of"
            " the order.",
            most=maximum,
        )
    return number_fault(number, maximum, decimals)


def _sum_faults(wanted: Content, limits: Limits) -> Iterator[Fault]:
    whole = groups_of(wanted.lines)
    if limits.earlier is None:
        if not amounts_of(whole).net:
            yield Fault("lines", _NOTHING_LEFT)
    elif overdrawn(whole, limits.earlier):
        billed = amounts_of(group for groups in limits.earlier for group in groups)
        yield Fault(
            "lines",
            S(
                "Earlier invoices of this order come to {net} net. The whole cannot be less, nor"
                " any part of it with its own VAT.",
                net=Money(billed.net),
            ),
        )
