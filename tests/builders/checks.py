"""What the VAT register said about a client's number."""

from datetime import datetime

from kontor.clients.change_models import VatCheck
from kontor.clients.models import Client
from tests.builders.orders import MONDAY


def found(client: Client, verdict: str, at: datetime = MONDAY) -> VatCheck:
    """An answer about the present number: valid, invalid or not_checked."""
    return VatCheck.objects.create(client=client, number=client.vat_number, verdict=verdict, at=at)
