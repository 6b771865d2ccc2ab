"""Parts of a whole: what a deposit says, what a final invoice deducts and still asks for. Pure.

The final invoice deducts each earlier one as lines of negative quantity, so that its VAT groups
are what is still due: § 14 (5) UStG wants the earlier VAT deducted too, and EN 16931 has no field
for it. BT-113 stays for money received without an invoice.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kontor.formats.einvoice import figures
from kontor.formats.einvoice.values import Line, LineKind, Preceding, Unit
from kontor.formats.einvoice.values import VatGroup as PrintedGroup
from kontor.foundation.money import ZERO
from kontor.orders.draft import Mode, Treatment
from kontor.orders.offer import Offer
from kontor.orders.plan import InvoiceKind
from kontor.orders.totals import VatGroup, group_of

Names = tuple[str, str]


def is_part(kind: InvoiceKind, offer: Offer, position: int) -> bool:
    """Whether the invoice bills a part of the order that its final invoice will deduct."""
    before_last = offer.mode is Mode.INSTALMENTS and position < len(offer.invoices)
    return kind is InvoiceKind.DEPOSIT or before_last


def part_names(offer: Offer, position: int) -> Names:
    """What a part is called, German and English; with its percentage where one was agreed."""
    if offer.mode is Mode.INSTALMENTS:
        total = len(offer.invoices)
        return f"Rate {position} von {total}", f"Instalment {position} of {total}"
    percent = offer.deposit.percent if offer.deposit else None
    if percent is None:
        return "Anzahlung", "Deposit"
    german, english = (show(percent, least=0, most=2) for show in (figures.german, figures.english))
    return f"Anzahlung {german} %", f"Deposit of {english} %"


def part_lines(groups: Iterable[PrintedGroup], names: Names, order_number: str) -> Iterator[Line]:
    """One line for each VAT group of a part."""
    german, english = names
    for group in groups:
        yield _line(
            group,
            f"{german} gemäß Auftrag {order_number}",
            f"{english} under order {order_number}",
        )


def deducted_lines(earlier: Iterable[Preceding]) -> Iterator[Line]:
    """One line for each earlier invoice and VAT group that takes it off again."""
    for each in earlier:
        german = f"abzüglich Rechnung {each.number} vom {figures.german_day(each.issued_on)}"
        english = f"less invoice {each.number} of {figures.english_day(each.issued_on)}"
        for group in each.vat_groups:
            yield _line(
                group,
                f"{german} ({each.name_de})",
                f"{english} ({each.name_en})",
                taken_off=True,
            )


def rest_of(
    whole: Sequence[VatGroup], earlier: Iterable[Sequence[VatGroup]]
) -> tuple[VatGroup, ...]:
    """What is left of each VAT group once the earlier invoices are deducted.

    VAT is computed on the rest (spec § 9), so that all invoices of an order together may differ
    from its total by cents of VAT, never by net.
    """
    left = {_key(group): group.basis for group in whole}
    for group in (group for groups in earlier for group in groups):
        left[_key(group)] = left.get(_key(group), ZERO) - group.basis
    return tuple(group_of(treatment, rate, basis) for (treatment, rate), basis in left.items())


def _key(group: VatGroup) -> tuple[Treatment, Decimal]:
    return group.treatment, group.rate


def _line(group: PrintedGroup, german: str, english: str, *, taken_off: bool = False) -> Line:
    """A flat line over the group; prices are never negative (BR-27), quantities may be."""
    net = -group.basis if taken_off else group.basis
    return Line(
        text=german,
        text_en=english,
        quantity=Decimal(-1 if net < 0 else 1),
        unit=Unit.FLAT,
        unit_price=abs(net),
        net=net,
        category=group.category,
        rate=group.rate,
        kind=LineKind.DEDUCTION if taken_off else LineKind.FEE,
    )
