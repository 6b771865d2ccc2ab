"""The columns of lists of orders as files: a member's own, and the team's with their members."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from kontor.pages.shared.parts.status import order_words
from kontor.pages.shared.tables import Column


def own_orders(house: str) -> Sequence[Column]:
    """Of rows with `gross` and their client; a draft has no gross yet, and may have no client."""
    return (
        Column(_("Order"), lambda row: row.number),
        Column(_("Title"), lambda row: row.title),
        Column(_("Client"), _client),
        Column(_("Status"), lambda row: order_words(row.status, house, lapsed=row.lapsed)),
        Column(_("Valid until"), lambda row: row.valid_until),
        Column(_("Service from"), lambda row: row.service_from),
        Column(_("Service to"), lambda row: row.service_to),
        Column(_("Gross"), lambda row: row.gross),
    )


def orders(house: str) -> Sequence[Column]:
    """The same with the member whose order it is."""
    first, *others = own_orders(house)
    return (first, Column(_("Member"), lambda row: row.owner.name), *others)


def _client(row: Any) -> str:
    return row.client.name if row.client else ""
