"""What came in for one invoice, and what is open of it: one query for a page that shows both."""

from collections.abc import Sequence
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
    """Of an invoice in any state; the rows come with their bank entry."""
    standing = Allocation.objects.filter(invoice=invoice, undone_at__isnull=True)
    rows = list(standing.select_related("entry").order_by("booked_on", "pk"))
    paid = sum((row.amount for row in rows), ZERO)
    awaited = invoice.status in WAITS_FOR_MONEY and invoice.kind != "cancellation"
    return Payments(rows, paid, invoice.gross - paid if awaited else ZERO)
