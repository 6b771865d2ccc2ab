"""What moves when a client is merged into another, counted for the preview (spec § 4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from kontor.clients.change_models import ClientProposal
from kontor.clients.models import Client, ClientMessage
from kontor.invoicing.models import Invoice
from kontor.orders.models import Invitation, Order


@dataclass(frozen=True)
class Moves:
    """`orders`: how many by status, drafts too. `links`: offers that clients have open.

    `invoices`: those with a number; they keep what was printed. `conversations`: of how many
    members. `proposals`: those still open.
    """

    orders: Mapping[str, int]
    links: int
    invoices: int
    conversations: int
    proposals: int

    @property
    def any(self) -> bool:
        """Whether anything moves at all."""
        return bool(self.orders or self.conversations or self.proposals)


def moves_from(gone: Client) -> Moves:
    """What points at the client that goes; five queries."""
    orders = Order.objects.filter(client=gone)
    by_status = orders.order_by("status").values_list("status").annotate(n=Count("pk"))
    talks = ClientMessage.objects.filter(client=gone).aggregate(n=Count("member", distinct=True))
    return Moves(
        orders=dict(by_status),
        links=Invitation.objects.filter(order__in=orders, ended_at=None).count(),
        invoices=Invoice.objects.filter(order__in=orders, number__isnull=False).count(),
        conversations=talks["n"],
        proposals=ClientProposal.objects.filter(client=gone, state="open").count(),
    )
