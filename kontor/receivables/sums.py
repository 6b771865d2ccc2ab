"""Invoices that are paid together: few whose open amounts make up a payment. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, islice
from typing import Final

from kontor.foundation.money import ZERO
from kontor.receivables.matching_facts import OpenInvoice, Part

MOST_TOGETHER: Final = 3
MOST_TRIED: Final = 20  # the oldest invoices of a client: at most 1,330 pairs and triples
MOST_FOUND: Final = 5


def together(invoices: Sequence[OpenInvoice], amount: Decimal) -> list[tuple[OpenInvoice, ...]]:
    """Two, three or all of the invoices whose open amounts are the amount; the first five such."""
    return list(islice(_together(invoices, amount), MOST_FOUND))


def open_of(invoices: Sequence[OpenInvoice]) -> Decimal:
    """What is open of all of them."""
    return sum((invoice.open for invoice in invoices), ZERO)


def spread(amount: Decimal, invoices: Sequence[OpenInvoice]) -> tuple[Part, ...]:
    """The amount given to the invoices, one after the other, to each at most what is open of it."""
    parts = []
    for invoice in invoices:
        part = min(amount, invoice.open)
        if part > 0:
            parts.append(Part(invoice.id, part))
            amount -= part
    return tuple(parts)


def _together(
    invoices: Sequence[OpenInvoice], amount: Decimal
) -> Iterator[tuple[OpenInvoice, ...]]:
    if len(invoices) > MOST_TOGETHER and open_of(invoices) == amount:
        yield tuple(invoices)
    for size in range(2, MOST_TOGETHER + 1):
        for some in combinations(invoices[:MOST_TRIED], size):
            if open_of(some) == amount:
                yield some
