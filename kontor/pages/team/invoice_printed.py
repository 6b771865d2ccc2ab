"""What was printed on an invoice, in short; before it is issued, what stands in its row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kontor.foundation.sentence import S
from kontor.invoicing import issuing
from kontor.invoicing.models import Invoice
from kontor.invoicing.schedule import issue_day
from kontor.pages.shared.parts.shapes import SumLine
from kontor.pages.shared.parts.words import reader_language


@dataclass(frozen=True)
class Printed:
    """`buyer`: the lines of its address; `lines`: text and net; both empty before issue.

    `day`: of issue, or when it goes out as things stand.
    """

    buyer: Sequence[str]
    lines: Sequence[tuple[str, Decimal]]
    title: str
    day: date
    purchase_order: str
    agreement: str
    sums: Sequence[SumLine]
    total: SumLine


def printed_in_short(invoice: Invoice) -> Printed:
    """Of any invoice; nothing is read but its row and its order."""
    sums = [SumLine(S("Net"), invoice.net), SumLine(S("VAT"), invoice.vat)]
    total = SumLine(S("Gross"), invoice.gross)
    if not invoice.printed:
        order = invoice.order
        return Printed(
            (), (), order.title, _expected(invoice), order.purchase_order, "", sums, total
        )
    data = issuing.printed_of(invoice)
    buyer, at = data.buyer, data.buyer.address
    english = reader_language() == "en"
    return Printed(
        buyer=[
            each
            for each in (buyer.name, buyer.addition, at.street, f"{at.postcode} {at.town}")
            if each.strip()
        ],
        lines=[((english and each.text_en) or each.text, each.net) for each in data.lines],
        title=data.title,
        day=data.issued_on,
        purchase_order=data.purchase_order,
        agreement=data.special_agreement,
        sums=sums,
        total=total,
    )


def _expected(invoice: Invoice) -> date:
    if invoice.drafted_on is None:
        return invoice.billing_date
    return issue_day(invoice.billing_date, invoice.drafted_on)
