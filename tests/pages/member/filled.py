"""The order form, filled in as a member would type it."""

from typing import Any

from kontor.clients.models import Client


def typed(client: Client | None = None, **changes: Any) -> dict[str, Any]:
    """A complete order in an English member's own spelling."""
    return {
        "client": str(client.pk) if client else "",
        "contact_name": "Chloé Martin",
        "contact_email": "chloe.martin@lefevre.example",
        "sector": "graphic-design",
        "title": "Autumn catalogue",
        "description": "Layout of the autumn catalogue.\r\nTwo rounds of corrections.",
        "service_from": "11/01/2027",
        "service_to": "15.1.2027",
        "fees-0-text": "Layout and typesetting",
        "fees-0-quantity": "5",
        "fees-0-unit": "day",
        "fees-0-unit_price": "420,00",
        "valid_until": "11/01/2027",
        "billing_date": "18/01/2027",
        "term_days": "14",
        "comment": "They are in a hurry.",
        **changes,
    }
