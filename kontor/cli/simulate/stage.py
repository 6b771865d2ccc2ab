"""The stage of a simulation: the order, the people, and what has happened so far."""

from dataclasses import dataclass, field

from kontor.cli.simulate.order_file import OrderFile
from kontor.foundation.refusal import Conflict
from kontor.foundation.sentence import S
from kontor.invoicing.models import Invoice
from kontor.orders.models import Order
from kontor.people.models import Person


@dataclass
class Play:
    """The stage: the order, the people, and what has happened so far."""

    file: OrderFile
    owner: Person
    advisor: Person
    accountant: Person
    order: Order
    timeline: list[dict[str, str]] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)
    told_up_to: int = 0

    def fresh(self) -> Order:
        """The order as it stands."""
        self.order.refresh_from_db()
        return self.order

    def invoices(self) -> list[Invoice]:
        """As the contract counts them from 1: the plan, then those that correct one of it."""
        rows = Invoice.objects.filter(order=self.order).exclude(kind="cancellation")
        return sorted(rows, key=lambda row: (row.replaces_id or 0, row.position))

    def invoice(self, n: int) -> Invoice:
        """The n-th of them. Raises Conflict for a number that the plan does not have."""
        invoices = self.invoices()
        if not 1 <= n <= len(invoices):
            raise Conflict(S("The plan has no invoice {n}.", n=n))
        return invoices[n - 1]
