"""What stands against erasing somebody's data now, and what an erasure would do (Art. 17 GDPR)."""

from collections.abc import Sequence
from dataclasses import dataclass

from kontor.foundation.sentence import S, Sentence
from kontor.invoicing.models import Invoice
from kontor.invoicing.queries import UNDECIDED
from kontor.invoicing.states import UNISSUED, InvoiceStatus
from kontor.orders.models import Order
from kontor.orders.states import Status
from kontor.people.erased import is_erased
from kontor.people.models import Person
from kontor.receivables.personal_data import PARTS, Part, counts
from kontor.receivables.personal_duties import Duty

UNDER_WAY = (*UNDECIDED, Status.ACTIVE)
TO_COME = (*UNISSUED, InvoiceStatus.ISSUED, InvoiceStatus.DISPUTED)


@dataclass(frozen=True)
class Counted:
    """A part that has rows, and how many."""

    part: Part
    count: int


@dataclass(frozen=True)
class Preview:
    """What goes and what stays; `refused`: why nothing can be erased now, or None.

    `mark`: what was counted; it tells whether a page still shows what there is.
    """

    goes: Sequence[Counted]
    stays: Sequence[Counted]
    refused: Sentence | None
    erased: bool

    @property
    def reasons(self) -> list[tuple[Duty, list[Counted]]]:
        """What stays, by the duty that keeps it."""
        by_duty = [(duty, [each for each in self.stays if each.part.duty is duty]) for duty in Duty]
        return [(duty, parts) for duty, parts in by_duty if parts]

    @property
    def mark(self) -> str:
        return "-".join(f"{each.part.key}.{each.count}" for each in self.goes)


def preview(person: Person) -> Preview:
    """What an erasure of the person's data would do; three queries."""
    found = counts(person)
    parts = [Counted(part, found[part.key]) for part in PARTS if found.get(part.key)]
    return Preview(
        goes=[each for each in parts if each.part.goes],
        stays=[each for each in parts if not each.part.goes],
        refused=why_not(person),
        erased=is_erased(person),
    )


def why_not(person: Person) -> Sentence | None:
    """Why the data are still needed, or None."""
    if person.is_active:
        return S("The account is open. Close it first.")
    orders = Order.objects.filter(owner=person, status__in=UNDER_WAY).count()
    if orders:
        return S.plural(
            "{n} order is still under way. It has to end first.",
            "{n} orders are still under way. They have to end first.",
            orders,
        )
    waiting = Invoice.objects.filter(order__owner=person, status__in=TO_COME)
    n = waiting.exclude(kind="cancellation").count()
    if n:
        return S.plural(
            "{n} invoice is still to be issued or paid.",
            "{n} invoices are still to be issued or paid.",
            n,
        )
    return None
