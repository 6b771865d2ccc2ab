"""What came in for one invoice, and what is open of it: one query for a page that shows both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kontor.foundation.money import ZERO
from kontor.invoicing.models import Invoice
from kontor.receivables.models import Allocation
from kontor.receivables.owed import WAITS_FOR_MONEY


@dataclass(frozen=True)
class Payments:
    """`rows`: what stands, the oldest first; `paid`: their sum. `open`: 0 where none is awaited."""

    rows: Sequence[Allocation]
    paid: Decimal
    open: Decimal

    @property
    def is_part_paid(self) -> bool:
        """Whether something has come in, and something is still awaited."""
        return bool(self.paid and self.open)


def payments_of(invoice: Invoice) -> Payments:
    """Of an invoice in any state."""
    standing = Allocation.objects.filter(invoice=invoice, undone_at__isnull=True)
    return payments_in(invoice, standing.order_by("booked_on", "pk"))


def payments_in(invoice: Invoice, standing: Iterable[Allocation]) -> Payments:
    """The same of its standing rows, the oldest first, that were read already."""
    rows = list(standing)
    paid = sum((row.amount for row in rows), ZERO)
    awaited = invoice.status in WAITS_FOR_MONEY and invoice.kind != "cancellation"
    return Payments(rows, paid, invoice.gross - paid if awaited else ZERO)
