"""Do the amounts of an issued invoice add up: row, VAT groups and printed lines? Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kontor.formats.einvoice.values import PrintedInvoice
from kontor.foundation.money import ZERO, to_cents, vat_of
from kontor.orders.totals import Amounts


def faults_of_sums(row: Amounts, printed: PrintedInvoice) -> Iterator[str]:
    """What does not sum to the cent, in words. `row`: the amounts and VAT groups of its row."""
    if (printed.net, printed.vat, printed.gross) != (row.net, row.vat, row.gross):
        yield "what is printed is not what its row says"
    if _sum(group.basis for group in row.groups) != row.net:
        yield "its VAT groups do not sum to its net"
    if _sum(group.vat for group in row.groups) != row.vat:
        yield "the VAT of its groups does not sum to its VAT"
    if row.net + row.vat != row.gross:
        yield "net and VAT are not its gross"
    of_row = sorted((one.rate, one.basis, one.vat) for one in row.groups if one.basis)
    if of_row != sorted((one.rate, one.basis, one.tax) for one in printed.vat_groups if one.basis):
        yield "the VAT groups that are printed are not those of its row"
    yield from _faults_of_lines(printed)


def _faults_of_lines(printed: PrintedInvoice) -> Iterator[str]:
    left: dict[tuple[str, Decimal], Decimal] = defaultdict(lambda: ZERO)
    for at, line in enumerate(printed.lines, start=1):
        left[line.category, line.rate] += line.net
        if to_cents(line.quantity * line.unit_price) != line.net:
            yield f"line {at} is not quantity × price"
    for group in printed.vat_groups:
        left[group.category, group.rate] -= group.basis
        if vat_of(group.basis, group.rate) != group.tax:
            yield f"the VAT on {group.basis} is not {group.rate} %"
    if any(left.values()):
        yield "its lines do not sum to its VAT groups"


def faults_of_cancelling(cancelled: Amounts, cancelling: Amounts) -> Iterator[str]:
    """Whether the two are zero together, VAT group by VAT group."""
    negative = sorted((one.treatment, one.rate, -one.basis, -one.vat) for one in cancelling.groups)
    groups = sorted((one.treatment, one.rate, one.basis, one.vat) for one in cancelled.groups)
    together = (
        cancelled.net + cancelling.net,
        cancelled.vat + cancelling.vat,
        cancelled.gross + cancelling.gross,
    )
    if any(together) or negative != groups:
        yield "the cancelled invoice and its cancellation are not zero together"


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
