"""The stage of a simulation: the order, the people, and what has happened so far."""

from dataclasses import dataclass, field

from kontor.cli.simulate.order_file import OrderFile
from kontor.orders.models import Order
from kontor.people.models import Person


@dataclass
class Play:
    """The stage: the order, the people, and what has happened so far."""

    file: OrderFile
    owner: Person
    advisor: Person
    order: Order
    timeline: list[dict[str, str]] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)
    told_up_to: int = 0

    def fresh(self) -> Order:
        """The order as it stands."""
        self.order.refresh_from_db()
        return self.order
