"""Money that is kept for a client: paid too much or too early, and not given to an invoice yet."""

from django.db.models import Q

from kontor.clients.models import Client


def kept_for(client: Client) -> Q:
    """Which allocations that is, also of those that were merged into the client."""
    theirs = Q(client=client) | Q(client__merged_into=client)
    return theirs & Q(purpose="credit", undone_at__isnull=True)
